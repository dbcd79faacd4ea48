import type { InventoryItem } from './credential.ts';
import type { Instant } from './instant.ts';

/** On the very second it expires it is over. What has no date of expiry, or none that is known, has not expired. */
export function hasExpired(item: InventoryItem, now: Instant): boolean {
  if (!('expiresAt' in item)) return false;
  return item.expiresAt !== 'never' && item.expiresAt !== 'unknown' && item.expiresAt <= now;
}
