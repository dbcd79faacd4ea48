import { addressee } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import { hasExpired } from '../has-expired.ts';
import { daysBetween } from '../instant.ts';
import { cannotTell, defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';
import { days } from './rule-option.ts';

export const lifetimeOverLimit = defineRule({
  id: 'lifetime-over-limit',
  title: 'Tokens do not last longer than the limit',
  version: 1,
  kinds: ['fine-grained-token', 'classic-token'],
  appliesToRequests: true,
  options: {
    days: days({
      default: 366,
      defaultOf: { 'classic-token': 90 },
      minimum: 1,
      maximum: 3_660,
      tighter: 'lower',
      describes:
        'Days from its approval to its expiry. More for fine-grained tokens than for classic ones rewards the move',
    }),
  },
  resolvedBy: 'renewed',

  check(token, { now, options }) {
    const { expiresAt, grantedAt } = token;
    if (expiresAt === 'unknown') return cannotTell('the expiry date');
    if (expiresAt === 'never' || hasExpired(token, now)) return NOT_APPLICABLE;
    if (grantedAt === null) return cannotTell('when it was granted');
    const lifetime = daysBetween(grantedAt, expiresAt);
    if (lifetime <= options.days) return PASS;
    return fail({
      severity: lifetime > 2 * options.days ? 'medium' : 'low',
      message: `The ${describeCredential(token)} lasts at least ${Math.floor(lifetime)} days, from ${grantedAt.slice(0, 10)} to ${expiresAt.slice(0, 10)}; the limit is ${options.days}.`,
      remedy: `${addressee(token.owner)}: regenerate it with an expiry within ${options.days} days. Nobody has to remember: Patrol says when it is due.`,
    });
  },
});
