import type { Installation, PermissionLevels, Repository } from './entities.ts';
import type { Ground } from './ground.ts';
import { register } from './register.ts';

/** The GitHub App the simulator answers to: the one that asks. */
export interface AppIdentity {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
}

export interface NewInstallation {
  readonly appSlug: string;
  readonly appId?: number;
  readonly clientId?: string;
  readonly repositorySelection?: Installation['repositorySelection'];
  readonly repositories?: readonly Repository[];
  readonly permissions?: PermissionLevels;
  readonly events?: readonly string[];
  readonly createdAt?: string;
  readonly suspendedAt?: string | null;
}

/** The installation of the App that asks, with a switch. */
export interface OwnInstallation extends Installation {
  /** A view of `suspendedAt` that may be set. */
  suspended: boolean;
}

export interface Installations {
  /** Live, ascending by id; the one of the App that asks is among them. */
  readonly installations: readonly Installation[];
  /** Null: the App that asks is not installed here. Its permissions and selection may be changed in place. */
  readonly app: OwnInstallation | null;
  /** All it needs for an inventory, and no more, unless told otherwise. */
  installApp(permissions?: PermissionLevels): OwnInstallation;
  uninstallApp(): void;
  addInstallation(installation: NewInstallation): Installation;
  removeInstallation(id: number): Installation;
  suspendInstallation(id: number): Installation;
  resumeInstallation(id: number): Installation;
  changeInstallation(
    id: number,
    changes: Partial<Pick<Installation, 'events' | 'permissions' | 'repositories' | 'repositorySelection'>>,
  ): Installation;
}

const INVENTORY_PERMISSIONS: PermissionLevels = {
  organization_personal_access_tokens: 'read',
  organization_personal_access_token_requests: 'read',
  organization_administration: 'read',
  members: 'read',
  administration: 'read',
  metadata: 'read',
};

export function installationsOf(ground: Ground, identity: AppIdentity): Installations {
  const installed = register<Installation>({ id: ({ id }) => id, order: () => '' });
  let app: OwnInstallation | null = null;
  const add = <T extends Installation>(installation: T): T => {
    installed.add(installation);
    ground.note('installation-added', installation.id);
    return installation;
  };
  const remove = (id: number): Installation => {
    const installation = installed.remove(id);
    if (installation === undefined) throw new RangeError(`${ground.organisation} has no installation ${id}.`);
    if (installation === app) app = null;
    ground.note('installation-removed', id);
    return installation;
  };
  const change = (id: number, changes: Partial<Installation>, what: Parameters<Ground['note']>[0]) => {
    const installation = installed.get(id);
    if (installation === undefined) throw new RangeError(`${ground.organisation} has no installation ${id}.`);
    Object.assign(installation, changes, { updatedAt: ground.now() });
    ground.note(what, id);
    return installation;
  };

  return {
    installations: installed.all,
    get app() {
      return app;
    },
    installApp(permissions = { ...INVENTORY_PERMISSIONS }) {
      const facts = { appId: identity.id, appSlug: identity.slug, clientId: identity.clientId, permissions };
      app = add(withSwitch(installation(ground, facts), ground.now));
      return app;
    },
    uninstallApp() {
      if (app !== null) remove(app.id);
    },
    addInstallation: (wanted) => add(installation(ground, wanted)),
    removeInstallation: remove,
    suspendInstallation: (id) => change(id, { suspendedAt: ground.now() }, 'installation-suspended'),
    resumeInstallation: (id) => change(id, { suspendedAt: null }, 'installation-resumed'),
    changeInstallation: (id, changes) => change(id, changes, 'installation-changed'),
  };
}

function installation(ground: Ground, wanted: NewInstallation): Installation {
  const appId = wanted.appId ?? ground.nextId('app');
  const createdAt = wanted.createdAt ?? ground.now();
  return {
    id: ground.nextId('installation'),
    appId,
    appSlug: wanted.appSlug,
    clientId: wanted.clientId ?? `Iv23li${String(appId).padStart(14, '0')}`,
    repositorySelection: wanted.repositorySelection ?? 'all',
    repositories: [...(wanted.repositories ?? [])],
    permissions: wanted.permissions ?? { metadata: 'read' },
    events: [...(wanted.events ?? [])],
    createdAt,
    updatedAt: createdAt,
    suspendedAt: wanted.suspendedAt ?? null,
  };
}

function withSwitch(plain: Installation, now: () => string): OwnInstallation {
  return {
    ...plain,
    get suspended() {
      return this.suspendedAt !== null;
    },
    set suspended(suspended: boolean) {
      this.suspendedAt = suspended ? now() : null;
    },
  };
}
