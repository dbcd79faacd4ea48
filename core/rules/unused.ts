import { addressee } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import { hasExpired } from '../has-expired.ts';
import { daysFrom } from '../instant.ts';
import { powerOf } from '../power.ts';
import { cannotTell, defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';
import { days } from './rule-option.ts';

export const unused = defineRule({
  id: 'unused',
  title: 'Credentials are in use',
  version: 2,
  kinds: ['fine-grained-token', 'classic-token', 'oauth-token', 'app-user-token', 'unrecognised'],
  options: {
    days: days({
      default: 90,
      minimum: 1,
      maximum: 365,
      tighter: 'lower',
      describes: 'Days since the last use',
    }),
  },
  resolvedBy: 'used',

  check(credential, { now, options }) {
    const { lastUsedAt } = credential;
    if (hasExpired(credential, now) || lastUsedAt === 'never') return NOT_APPLICABLE;
    if (lastUsedAt === 'unknown') return cannotTell('the last use');
    if (lastUsedAt >= daysFrom(now, -options.days)) return PASS;
    return fail({
      severity: powerOf(credential) === 'critical' ? 'medium' : 'low',
      message: `The ${describeCredential(credential)} was last used on ${lastUsedAt.slice(0, 10)}.`,
      remedy: `${addressee(credential.owner)}: delete it. What nobody uses, nobody misses, until somebody else finds it.`,
    });
  },
});
