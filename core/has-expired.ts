import type { Expiry } from './credential.ts';
import type { Instant } from './instant.ts';

/**
 * On the very second it expires it is over. What has no date of expiry, or none that is known, has not expired: `never`
 * and `unknown` sort after every date.
 */
export function hasExpired<Item extends { readonly expiresAt: Expiry }>(
  item: Item,
  now: Instant,
): item is Item & { readonly expiresAt: Instant } {
  return item.expiresAt <= now;
}
