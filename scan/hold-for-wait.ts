import type { Stop, Wait } from './ports.ts';
import type { Lease, Store } from './store-port.ts';

/**
 * Part of a step that was told to come back later: the organisation stays this scan's until then. Whoever came meanwhile
 * would begin anew, spend what is left of the limit, and wait in turn.
 */
export async function holdForWait(
  { holder, org, scan, store }: Lease & { readonly store: Store },
  next: Wait | Stop | { readonly kind: 'more' | 'end' } | null,
): Promise<void> {
  if (next?.kind === 'wait') await store.hold({ org, scan, holder, until: next.until });
}
