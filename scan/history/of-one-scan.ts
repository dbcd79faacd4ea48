import type { OrgLogin } from '#core/credential.ts';
import type { Store } from '#scan/store-port.ts';

/** Somebody would have to commit as many scans while one question is answered. */
const ATTEMPTS = 5;

/** Asks again when a scan was committed meanwhile, so that everything in an answer is of one and the same. */
export async function ofOneScan<Answer>(
  store: Pick<Store, 'head'>,
  org: OrgLogin,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await store.head(org);
    const answer = await ask();
    const after = await store.head(org);
    if (before?.id === after?.id) return answer;
  }
  throw new Error(`${org} is scanned faster than it can be read: ask again.`);
}
