import type { DeployKey, Repository, User } from './entities.ts';
import type { Ground } from './ground.ts';
import { register } from './register.ts';

interface NewRepository {
  readonly name: string;
  readonly visibility?: Repository['visibility'];
  readonly archived?: boolean;
  readonly createdAt?: string;
}

export interface NewDeployKey {
  readonly repository: string;
  readonly title?: string;
  readonly readOnly?: boolean;
  readonly verified?: boolean;
  /** A login; null: GitHub does not say who. */
  readonly addedBy?: string | null;
  readonly createdAt?: string;
  readonly lastUsedAt?: string | null | undefined;
  readonly enabled?: boolean | undefined;
}

export interface Repositories {
  /** Live, ascending by id. */
  readonly repositories: readonly Repository[];
  repository(name: string): Repository | undefined;
  repositoryById(id: number): Repository | undefined;
  /** The one that once had this name: GitHub answers with a redirect. */
  formerlyNamed(name: string): Repository | undefined;
  addRepository(repository: NewRepository): Repository;
  renameRepository(name: string, newName: string): Repository;
  archiveRepository(name: string): Repository;
  deleteRepository(name: string): Repository;
  addDeployKey(key: NewDeployKey): DeployKey;
  removeDeployKey(id: number): DeployKey;
}

export function repositoriesOf(ground: Ground, whenDeleted: (repository: Repository) => void): Repositories {
  const repositories = register<Repository>({ id: ({ id }) => id, order: () => '' });
  const byName = new Map<string, Repository>();
  const formerNames = new Map<string, Repository>();
  const keyHolders = new Map<number, Repository>();
  const known = (name: string): Repository => {
    const repository = byName.get(name.toLowerCase());
    if (repository === undefined) throw new RangeError(`${ground.organisation} has no repository "${name}".`);
    return repository;
  };

  return {
    repositories: repositories.all,
    repository: (name) => byName.get(name.toLowerCase()),
    repositoryById: (id) => repositories.get(id),
    formerlyNamed: (name) => formerNames.get(name.toLowerCase()),
    addRepository({ name, visibility = 'private', archived = false, createdAt = ground.now() }) {
      const id = ground.nextId('repository');
      const repository = { id, name, visibility, archived, createdAt, deployKeys: [] };
      repositories.add(repository);
      byName.set(name.toLowerCase(), repository);
      formerNames.delete(name.toLowerCase());
      ground.note('repository-added', id);
      return repository;
    },
    renameRepository(name, newName) {
      const repository = known(name);
      byName.delete(name.toLowerCase());
      formerNames.set(name.toLowerCase(), repository);
      byName.set(newName.toLowerCase(), repository);
      repository.name = newName;
      ground.note('repository-renamed', repository.id);
      return repository;
    },
    archiveRepository(name) {
      const repository = Object.assign(known(name), { archived: true });
      ground.note('repository-archived', repository.id);
      return repository;
    },
    deleteRepository(name) {
      const repository = known(name);
      repositories.remove(repository.id);
      byName.delete(name.toLowerCase());
      whenDeleted(repository);
      ground.note('repository-deleted', repository.id);
      return repository;
    },
    addDeployKey(wanted) {
      const repository = known(wanted.repository);
      const addedBy = typeof wanted.addedBy === 'string' ? ground.user(wanted.addedBy) : null;
      const key = deployKey({ ...wanted, id: ground.nextId('deploy-key'), addedBy, now: ground.now() });
      repository.deployKeys.push(key);
      keyHolders.set(key.id, repository);
      ground.note('deploy-key-added', key.id);
      return key;
    },
    removeDeployKey(id) {
      const keys = keyHolders.get(id)?.deployKeys ?? [];
      const [key] = keys.splice(keys.findIndex((each) => each.id === id) >>> 0, 1);
      if (key === undefined) throw new RangeError(`${ground.organisation} has no deploy key ${id}.`);
      keyHolders.delete(id);
      ground.note('deploy-key-removed', id);
      return key;
    },
  };
}

type DeployKeyFacts = Omit<NewDeployKey, 'repository' | 'addedBy'> & {
  readonly id: number;
  readonly addedBy: User | null;
  readonly now: string;
};

function deployKey({
  id,
  addedBy,
  now,
  title,
  readOnly,
  verified,
  createdAt,
  ...rest
}: DeployKeyFacts): DeployKey {
  return {
    id,
    title: title ?? `deploy-${id}`,
    key: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${String(id).padStart(34, 'k')}`,
    readOnly: readOnly ?? true,
    verified: verified ?? true,
    addedBy,
    createdAt: createdAt ?? now,
    lastUsedAt: 'lastUsedAt' in rest ? rest.lastUsedAt : null,
    enabled: 'enabled' in rest ? rest.enabled : true,
  };
}
