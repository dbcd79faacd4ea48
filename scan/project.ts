import type { OrgLogin } from '#core/credential.ts';
import type { Cursor, Engine } from './ports.ts';
import type { Store } from './store-port.ts';

/** Brings current credentials and findings up to the last commit, in as many steps as it takes. */
export async function project(
  { engine, org, store }: { readonly engine: Engine; readonly org: OrgLogin; readonly store: Store },
  name: string,
): Promise<void> {
  let cursor: Cursor | null = null;
  for (let count = 1; ; count += 1) {
    const from: Cursor | null = cursor;
    cursor = await engine.step(count === 1 ? name : `${name} ${count}`, () => store.project(org, from));
    if (cursor === null) return;
  }
}
