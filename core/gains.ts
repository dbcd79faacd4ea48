import { levelRank } from './catalogue/permission-entry.ts';
import { broadestScopes, expandScopes, riskOfScope } from './catalogue/scope-catalogue.ts';
import type {
  AppInstallation,
  ClassicToken,
  FineGrainedToken,
  OauthToken,
  Repository,
} from './credential.ts';
import type { Severity } from './finding.ts';
import { gravestOf, rightsOf } from './rights.ts';

/** Something a credential may do, or where, that it could not before. */
export interface Gain {
  /** `contents (write)`, `all repositories`, `scope repo`. */
  readonly what: string;
  readonly risk: Severity;
}

export type Gaining = FineGrainedToken | AppInstallation | ClassicToken | OauthToken;

/** Per right and per repository, in order. What either side does not know is no gain. */
export function gainsOf(before: Gaining, after: Gaining): Gain[] {
  if ('permissions' in before && 'permissions' in after) {
    return rightsGained(before, after).concat(repositoriesGained(before, after));
  }
  if ('scopes' in before && 'scopes' in after) return scopesGained(before.scopes, after.scopes);
  return [];
}

type Granted = FineGrainedToken | AppInstallation;

function rightsGained(before: Granted, after: Granted): Gain[] {
  if (before.permissions === after.permissions) return [];
  const had = new Map(rightsOf(before.permissions).held.map(({ key, level }) => [key, level]));
  return rightsOf(after.permissions).held.flatMap(({ key, level, risk }) => {
    const old = had.get(key);
    return old !== undefined && includes(old, level) ? [] : [{ what: `${key} (${level})`, risk }];
  });
}

function repositoriesGained(before: Granted, after: Granted): Gain[] {
  return newRepositories(before, after).map((what) => ({ what, risk: riskInRepositories(after) }));
}

function riskInRepositories({ permissions }: Granted): Severity {
  const inRepositories = rightsOf(permissions).held.filter((right) => right.inRepositories);
  return gravestOf(inRepositories.map((right) => right.risk));
}

function newRepositories(before: Granted, after: Granted): string[] {
  if (before.repositorySelection === 'all') return [];
  if (after.repositorySelection === 'all') return ['all repositories'];
  const had = repositoriesOf(before);
  const has = repositoriesOf(after);
  if (had === null || has === null || isSame(had, has)) return [];
  const old = new Set(had.map(({ id }) => id));
  return has.filter(({ id }) => !old.has(id)).map(({ name }) => `repository ${name}`);
}

/** Most often it is, and in the same order. */
function isSame(one: readonly Repository[], other: readonly Repository[]): boolean {
  return one.length === other.length && one.every(({ id }, index) => id === other[index]?.id);
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}

/** A level that GitHub added since includes nothing for sure, and is included in nothing. */
function includes(old: string, level: string): boolean {
  return old === level || (levelRank(level) >= 0 && levelRank(old) > levelRank(level));
}

/** Null: not known. A token for no repository had none. */
function repositoriesOf(granted: Granted): readonly Repository[] | null {
  if (granted.kind === 'app-installation') return null;
  return granted.repositorySelection === 'none' ? [] : granted.repositories;
}

function scopesGained(before: readonly string[] | null, after: readonly string[] | null): Gain[] {
  if (before === null || after === null || isSameList(before, after)) return [];
  const had = expandScopes(before);
  return broadestScopes([...expandScopes(after)].filter((scope) => !had.has(scope))).map((scope) => ({
    what: `scope ${scope}`,
    risk: riskOfScope(scope).risk,
  }));
}
