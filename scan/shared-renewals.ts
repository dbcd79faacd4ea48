import type { Store } from './store-port.ts';

/**
 * The same memory, for one scan: who renews its lease while a renewal is on its way waits for that one. Sources are read
 * at the same time, and each begins by renewing: all but one of them would queue for the one item that holds the lease.
 */
export function sharingRenewals(store: Store): Store {
  let underWay: Promise<void> | null = null;
  return {
    ...store,
    renew(...lease) {
      underWay ??= store.renew(...lease).finally(() => {
        underWay = null;
      });
      return underWay;
    },
  };
}
