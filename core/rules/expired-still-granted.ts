import { addressee, ORGANISATION_OWNER } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import { hasExpired } from '../has-expired.ts';
import { plusDays } from '../instant.ts';
import { cannotTell, defineRule, fail, PASS } from './rule.ts';
import { inUseWithinDays } from './rule-option.ts';

export const expiredStillGranted = defineRule({
  id: 'expired-still-granted',
  title: 'Nothing waits for a credential that has expired',
  version: 1,
  kinds: ['fine-grained-token', 'classic-token', 'ssh-key', 'oauth-token', 'app-user-token', 'unrecognised'],
  options: { inUseWithinDays },
  resolvedBy: 'renewed',

  check(credential, { now, options }) {
    if (credential.expiresAt === 'unknown') return cannotTell('the expiry date');
    if (!hasExpired(credential, now)) return PASS;
    const { expiresAt, lastUsedAt, owner } = credential;
    const message = `The ${describeCredential(credential)} expired on ${expiresAt.slice(0, 10)} and is still granted access`;
    const known = lastUsedAt !== 'unknown' && lastUsedAt !== 'never';
    if (known && lastUsedAt >= plusDays(expiresAt, -options.inUseWithinDays)) {
      return fail({
        severity: 'high',
        message: `${message}; it was last used on ${lastUsedAt.slice(0, 10)}, and what used it fails since it expired.`,
        remedy: `${addressee(owner)}: regenerate it and replace it where it is used, or delete it if nothing needs it any more.`,
      });
    }
    return fail({
      severity: 'low',
      message: `${message}: renewed by its owner, it works again without anybody's approval.`,
      remedy: `${ORGANISATION_OWNER}: revoke it, or let ${addressee(owner)} delete it.`,
    });
  },
});
