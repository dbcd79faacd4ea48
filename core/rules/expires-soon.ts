import type { Credential } from '../credential.ts';
import { describeCredential } from '../describe-credential.ts';
import type { Severity } from '../finding.ts';
import { daysFrom, type Instant } from '../instant.ts';
import { inUse } from '../last-use.ts';
import { defineRule, NOT_APPLICABLE, PASS, type RuleContext } from './rule.ts';
import { inUseWithinDays, tiers } from './rule-option.ts';

export const expiresSoon = defineRule({
  id: 'expires-soon',
  title: 'Credentials are renewed before they expire',
  version: 1,
  kinds: ['fine-grained-token', 'classic-token', 'oauth-token', 'app-user-token', 'ssh-key', 'unrecognised'],
  options: {
    tiers: tiers({
      default: [30, 14, 7, 3, 1],
      describes: 'Days before expiry, from far to near: reaching the next one raises the finding',
    }),
    inUseWithinDays,
  },
  resolvedBy: 'renewed',

  check(credential, context) {
    const { expiresAt } = credential;
    if (expiresAt === 'unknown') return { outcome: 'unknown', missing: 'the expiry date' };
    if (expiresAt <= context.now) return NOT_APPLICABLE;

    const tier = tierOf(expiresAt, context);
    if (tier === undefined) return PASS;
    const severity = severityOf(tier, credential, context);
    return {
      outcome: 'fail',
      severity,
      tier,
      message: `The ${describeCredential(credential)} expires on ${day(expiresAt)}; ${useOf(credential, context)}.`,
      remedy: remedyFor(credential),
    };
  },
});

type Context = RuleContext<{ readonly inUseWithinDays: number; readonly tiers: readonly number[] }>;

/** The nearest tier that is reached; tiers go from far to near, and `never` stands behind every date. */
function tierOf(expiresAt: Instant | 'never', { now, options }: Context): number | undefined {
  let reached: number | undefined;
  for (const days of options.tiers) {
    if (expiresAt > daysFrom(now, days)) break;
    reached = days;
  }
  return reached;
}

/** Whatever still uses it stops on the day: that is what makes it loud, not the date alone. */
function severityOf(tier: number, credential: Credential, { now, options }: Context): Severity {
  if (inUse(credential, { now, withinDays: options.inUseWithinDays }) === false)
    return tier <= 3 ? 'medium' : 'low';
  if (tier <= 1) return 'critical';
  if (tier <= 7) return 'high';
  return tier <= 14 ? 'medium' : 'low';
}

function useOf(credential: Credential, { now, options }: Context): string {
  const used = inUse(credential, { now, withinDays: options.inUseWithinDays });
  if (used === 'unknown') return 'whether it is in use cannot be seen';
  return used
    ? 'it is in use, and what uses it stops then'
    : `it was not used in the last ${options.inUseWithinDays} days`;
}

function remedyFor({ owner }: Credential): string {
  const who = owner === null ? 'Its owner' : owner.login;
  return `${who}: regenerate it before that day and replace it where it is used, or delete it if nothing needs it.`;
}

const day = (instant: string): string => instant.slice(0, 10);
