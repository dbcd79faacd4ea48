import type { Owner, Permissions } from '#core/credential.ts';

/**
 * Keeps one copy of what a hundred thousand items have in common: owners, and the few combinations of permissions
 * people choose. One a source, so that it lasts as long as the reading.
 */
export interface Interner {
  owner(id: number | null, login: string): Owner;
  /** Looks at `raw` with `parse` only where these very permissions were not met before. */
  permissions(raw: unknown, parse: (raw: unknown) => Permissions): Permissions;
  text(text: string): string;
}

export function interner(): Interner {
  const owners = new Map<string | number, Owner>();
  const combinations = new Map<string, Permissions>();
  const texts = new Map<string, string>();
  return {
    owner(id, login) {
      const known = owners.get(id ?? login);
      if (known !== undefined && known.login === login) return known;
      const owner = { id, login };
      owners.set(id ?? login, owner);
      return owner;
    },
    permissions: (raw, parse) => remember(combinations, JSON.stringify(raw) ?? '', () => parse(raw)),
    text: (text) => remember(texts, text, () => text),
  };
}

function remember<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = make();
  known.set(key, value);
  return value;
}
