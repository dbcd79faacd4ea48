import type { Expiry } from './credential.ts';
import type { Instant } from './instant.ts';

/** On the very second it expires it is over. What has no date of expiry, or none that is known, has not expired. */
export function hasExpired({ expiresAt }: { readonly expiresAt: Expiry }, now: Instant): boolean {
  return expiresAt !== 'never' && expiresAt !== 'unknown' && expiresAt <= now;
}
