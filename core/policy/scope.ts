import type { InventoryItem, ItemKind } from '../credential.ts';

/**
 * Where a rule judges. Of both lists something must hold; names are those of today, and their case does not matter.
 * Null: wherever.
 */
export interface Scope {
  /** Logins. */
  readonly owners: readonly string[] | null;
  /** Names without the owner. */
  readonly repositories: readonly string[] | null;
}

/** Kinds of which GitHub says which repositories they reach. */
export const WITH_REPOSITORIES: readonly ItemKind[] = ['fine-grained-token', 'token-request', 'deploy-key'];

/** Whether a thing is where the rule judges. Only what is known to be elsewhere is not. */
export function inScopeOf({ owners, repositories }: Scope): (item: InventoryItem) => boolean {
  const [logins, names] = [lowered(owners), lowered(repositories)];
  return (item) => {
    const owner = item.owner?.login;
    if (logins !== null && owner !== undefined && !logins.has(owner.toLowerCase())) return false;
    if (names === null) return true;
    const reached = reachedBy(item);
    return reached === null || reached.some(({ name }) => names.has(name.toLowerCase()));
  };
}

/** Whether whatever is in the scope `was` is in `is`, too. Absent: everything is. */
export function isAsWide(is: Scope | undefined, was: Scope | undefined): boolean {
  return holdsAll(is?.owners, was?.owners) && holdsAll(is?.repositories, was?.repositories);
}

function holdsAll(is: readonly string[] | null = null, was: readonly string[] | null = null): boolean {
  const names = lowered(is);
  return names === null || was?.every((name) => names.has(name.toLowerCase())) === true;
}

/** Null: not known, or all of them, as by a right over the organisation itself. */
function reachedBy(item: InventoryItem): readonly { readonly name: string }[] | null {
  if (item.kind === 'deploy-key') return [item.repository];
  if (!('repositories' in item)) return null;
  return Object.keys(item.permissions['organization'] ?? {}).length > 0 ? null : item.repositories;
}

function lowered(names: readonly string[] | null): ReadonlySet<string> | null {
  return names === null ? null : new Set(names.map((name) => name.toLowerCase()));
}
