import { type Answer, failure } from '../http/exchange.ts';
import type { PermissionLevels, Repository } from '../world/entities.ts';
import type { OwnInstallation } from '../world/installations.ts';
import type { Organisation } from '../world/organisation.ts';

/** What an installation token is cut down to; null: not at all. */
export interface Narrowing {
  readonly permissions: PermissionLevels | null;
  readonly repositories: readonly Repository[] | null;
}

interface Wanted {
  readonly permissions?: PermissionLevels;
  readonly repositories?: readonly string[];
  readonly repository_ids?: readonly number[];
}

const LEVELS = ['read', 'write', 'admin'];

/** Reads the body of a request for an installation token. Nothing that the installation lacks can be asked for. */
export function narrowingOf(
  body: unknown,
  organisation: Organisation,
  installation: OwnInstallation,
): Narrowing | { readonly refusal: Answer } {
  const wanted: Wanted = typeof body === 'object' && body !== null ? body : {};
  const permissions = wanted.permissions ?? null;
  const has = ([key, level]: [string, string]) =>
    LEVELS.indexOf(installation.permissions[key] ?? '') >= LEVELS.indexOf(level);
  if (permissions !== null && !Object.entries(permissions).every(has)) {
    return { refusal: failure(422, 'The permissions requested are not granted to this installation.') };
  }
  const repositories = repositoriesOf(wanted, organisation);
  if (repositories?.includes(undefined)) {
    const message =
      'There is at least one repository that does not exist or is not accessible to the parent installation.';
    return { refusal: failure(422, message) };
  }
  return { permissions, repositories: repositories?.filter((each) => each !== undefined) ?? null };
}

function repositoriesOf(
  { repositories, repository_ids: ids }: Wanted,
  organisation: Organisation,
): (Repository | undefined)[] | null {
  if (repositories === undefined && ids === undefined) return null;
  return [
    ...(repositories ?? []).map((name) => organisation.repository(name)),
    ...(ids ?? []).map((id) => organisation.repositoryById(id)),
  ];
}
