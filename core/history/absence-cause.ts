import type { InventoryItem } from '#core/credential.ts';
import { hasExpired } from '#core/has-expired.ts';
import type { ScanId } from '#core/scan-record.ts';

/** Why a thing is no longer there, as far as GitHub's answers show it. */
export type AbsenceCause = 'expired' | 'approved' | 'owner removed' | 'revoked';

/** What else the scan saw that a thing was gone in. */
export interface Circumstances {
  readonly scan: ScanId;
  /** Of a request: its token appeared. */
  readonly tokenAppeared: boolean;
  /** The person who owns it went, too. */
  readonly ownerGone: boolean;
}

/**
 * GitHub does not say why it lists a thing no longer. Past its day it expired; a request whose token appeared was
 * approved; what went with its owner went because of that; any other credential was revoked, deleted or uninstalled
 * (all `revoked`). Null: a request that was denied or withdrawn, or a person who is no longer there.
 */
export function absenceCause(item: InventoryItem, circumstances: Circumstances): AbsenceCause | null {
  if (item.kind === 'person') return null;
  if (item.kind === 'token-request') return circumstances.tokenAppeared ? 'approved' : null;
  if (hasExpired(item, circumstances.scan)) return 'expired';
  return circumstances.ownerGone ? 'owner removed' : 'revoked';
}
