import { addressee } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import { hasExpired } from '../has-expired.ts';
import { daysFrom } from '../instant.ts';
import { cannotTell, defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';
import { days } from './rule-option.ts';

export const neverUsed = defineRule({
  id: 'never-used',
  title: 'Credentials are put to use soon after they were granted',
  version: 1,
  kinds: ['fine-grained-token', 'classic-token', 'oauth-token', 'app-user-token', 'unrecognised'],
  options: {
    days: days({
      default: 30,
      minimum: 1,
      maximum: 365,
      tighter: 'lower',
      describes: 'Days since it was granted within which it is to be used for the first time',
    }),
  },
  resolvedBy: 'used',

  check(credential, { now, options }) {
    if (hasExpired(credential, now)) return NOT_APPLICABLE;
    const { grantedAt, lastUsedAt } = credential;
    if (lastUsedAt === 'unknown') return cannotTell('the last use');
    if (lastUsedAt !== 'never') return PASS;
    if (grantedAt === null) return cannotTell('when it was granted');
    if (grantedAt >= daysFrom(now, -options.days)) return PASS;
    return fail({
      severity: 'low',
      message: `The ${describeCredential(credential)} was granted on ${grantedAt.slice(0, 10)} and never used.`,
      remedy: `${addressee(credential.owner)}: delete it. It can be made again on the day it is needed.`,
    });
  },
});
