import { describeCredential } from '../describe-credential.ts';
import { hasExpired } from '../has-expired.ts';
import { daysBetween } from '../instant.ts';
import { defineRule, NOT_APPLICABLE, PASS } from './rule.ts';
import { days } from './rule-option.ts';

export const unused = defineRule({
  id: 'unused',
  title: 'Credentials are in use',
  version: 1,
  kinds: ['fine-grained-token', 'classic-token', 'oauth-token', 'app-user-token', 'unrecognised'],
  options: {
    days: days({
      default: 90,
      minimum: 1,
      maximum: 365,
      tighter: 'lower',
      describes: 'Days since the last use, or since it was granted if it was never used',
    }),
  },
  resolvedBy: 'used',

  check(credential, { now, options }) {
    if (hasExpired(credential, now)) return NOT_APPLICABLE;
    const { grantedAt, lastUsedAt } = credential;
    if (lastUsedAt === 'unknown') return { outcome: 'unknown', missing: 'the last use' };
    const since = lastUsedAt === 'never' ? grantedAt : lastUsedAt;
    if (since === null) return { outcome: 'unknown', missing: 'when it was granted' };
    if (daysBetween(since, now) <= options.days) return PASS;
    const use = lastUsedAt === 'never' ? 'was never used since' : 'was last used on';
    const who = credential.owner === null ? 'Its owner' : credential.owner.login;
    return {
      outcome: 'fail',
      severity: 'low',
      tier: null,
      message: `The ${describeCredential(credential)} ${use} ${since.slice(0, 10)}.`,
      remedy: `${who}: delete it. What nobody uses, nobody misses, until somebody else finds it.`,
    };
  },
});
