import type { Engine } from './ports.ts';
import type { Lease, Store } from './store-port.ts';

/** Under a minute where a new table takes 4,000 units a second: the organisation is ours for so long. */
const SWEPT_A_STEP = 25_000;

/**
 * Removes what scans that were given up staged, in as many steps as it takes. A run that dies in between leaves the rest
 * to whoever takes the organisation next.
 */
export async function sweep(
  { engine, holder, org, scan, store }: Lease & { readonly engine: Engine; readonly store: Store },
  most = SWEPT_A_STEP,
): Promise<void> {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? 'sweep' : `sweep ${count}`;
    if ((await engine.step(name, () => store.sweep({ org, scan, holder }, most))) === 'done') return;
  }
}
