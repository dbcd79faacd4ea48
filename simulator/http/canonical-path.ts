import type { World } from '../world.ts';

/** Turns GitHub's addresses by number, as its links have them, into those by login and name. */
export function canonicalPath(path: string, world: World): string {
  const [, kind, number, rest = ''] = /^\/(organizations|repositories)\/(\d+)(\/.*)?$/.exec(path) ?? [];
  if (kind === undefined) return path;
  if (kind === 'organizations') {
    const organisation = world.organisations.find(({ id }) => `${id}` === number);
    return organisation === undefined ? path : `/orgs/${organisation.login}${rest}`;
  }
  for (const organisation of world.organisations) {
    const repository = organisation.repositoryById(Number(number));
    if (repository !== undefined) return `/repos/${organisation.login}/${repository.name}${rest}`;
  }
  return path;
}
