import { type InventoryItem, isCredential, type Owner, type Person } from './credential.ts';
import { hasExpired } from './has-expired.ts';
import type { Instant } from './instant.ts';

/** What one person has in the organisation. */
interface Holding {
  /** Of any kind. */
  credentials: number;
  /** Fine-grained ones that have not expired. */
  liveTokens: number;
}

const NOTHING: Readonly<Holding> = { credentials: 0, liveTokens: 0 };

/** Who has how many credentials: by numeric user id, or by login in lower case where GitHub gives no id. */
export class Holdings {
  readonly #byId = new Map<number, Holding>();
  readonly #byLogin = new Map<string, Holding>();

  count(item: InventoryItem, now: Instant): void {
    if (item.owner === null || !isCredential(item)) return;
    const holding = this.#of(item.owner);
    holding.credentials += 1;
    if (item.kind === 'fine-grained-token' && !hasExpired(item, now)) holding.liveTokens += 1;
  }

  of({ id, owner }: Person): Readonly<Holding> {
    const byId = this.#byId.get(Number(id)) ?? NOTHING;
    // GitHub nearly always gives the id; then nobody's login has to be put in lower case.
    if (owner === null || this.#byLogin.size === 0) return byId;
    const byLogin = this.#byLogin.get(owner.login.toLowerCase()) ?? NOTHING;
    return {
      credentials: byId.credentials + byLogin.credentials,
      liveTokens: byId.liveTokens + byLogin.liveTokens,
    };
  }

  #of({ id, login }: Owner): Holding {
    return id === null ? madeIn(this.#byLogin, login.toLowerCase()) : madeIn(this.#byId, id);
  }
}

function madeIn<Key>(holdings: Map<Key, Holding>, key: Key): Holding {
  const known = holdings.get(key);
  if (known !== undefined) return known;
  const made = { ...NOTHING };
  holdings.set(key, made);
  return made;
}
