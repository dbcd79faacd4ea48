import type { InventoryItem, Repository } from '#core/credential.ts';

/** One right of one thing that differs between two states of it. */
export interface RightStep {
  /** `repository.contents`, `repositories`, `repository 1296269`, `scope repo`, `role`. */
  readonly right: string;
  /** A level, or the name of a repository that is reached; null: the right is not there. */
  readonly before: string | null;
  readonly after: string | null;
  readonly grew: boolean;
}

/** How far a level goes. One that GitHub added since ranks with the highest. */
const RANKS: ReadonlyMap<string, number> = new Map([
  ['read', 1],
  ['outside-collaborator', 1],
  ['subset', 1],
  ['selected', 1],
  ['write', 2],
  ['member', 2],
]);
const HIGHEST = 3;

const REPOSITORY = 'repository ';

/**
 * What a thing may do and where, before and after, in order of the right. Repositories are compared where both
 * states have a list of them: the step from all to some is the selection's.
 */
export function rightSteps(before: InventoryItem, after: InventoryItem): RightStep[] {
  const both = reachedBy(before) !== null && reachedBy(after) !== null;
  const [was, is] = [rightsOf(before, both), rightsOf(after, both)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((right): RightStep[] => {
    const [old, now] = [was.get(right) ?? null, is.get(right) ?? null];
    // A repository's name is no level, whatever it is called.
    const grew = right.startsWith(REPOSITORY) ? old === null : rankOf(now) > rankOf(old);
    return old === now ? [] : [{ right, before: old, after: now, grew }];
  });
}

type Right = readonly [right: string, level: string];

function rightsOf(item: InventoryItem, withRepositories: boolean): ReadonlyMap<string, string> {
  return new Map<string, string>([
    ...permissionsOf(item),
    ...selectionOf(item),
    ...(withRepositories ? repositoriesOf(item) : []),
    ...scopesOf(item),
    ...roleOf(item),
  ]);
}

function permissionsOf(item: InventoryItem): Right[] {
  if (item.kind === 'deploy-key') return [['repository.contents', item.readOnly ? 'read' : 'write']];
  if (!('permissions' in item)) return [];
  return Object.entries(item.permissions).flatMap(([group, levels]) =>
    Object.entries(levels).map(([key, level]): Right => [`${group}.${key}`, level]),
  );
}

function selectionOf(item: InventoryItem): Right[] {
  const given = 'repositorySelection' in item && item.repositorySelection !== 'none';
  return given ? [['repositories', item.repositorySelection]] : [];
}

/** By id, since names change hands. */
function repositoriesOf(item: InventoryItem): Right[] {
  return (reachedBy(item) ?? []).map(({ id, name }) => [`${REPOSITORY}${id}`, name]);
}

function scopesOf(item: InventoryItem): Right[] {
  return 'scopes' in item ? (item.scopes ?? []).map((scope) => [`scope ${scope}`, 'granted']) : [];
}

function roleOf(item: InventoryItem): Right[] {
  return item.kind === 'person' ? [['role', item.role]] : [];
}

function reachedBy(item: InventoryItem): readonly Repository[] | null {
  return 'repositories' in item ? item.repositories : null;
}

function rankOf(level: string | null): number {
  return level === null ? 0 : (RANKS.get(level) ?? HIGHEST);
}
