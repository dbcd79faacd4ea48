import type { User } from './world/entities.ts';
import { type Ground, identities } from './world/ground.ts';
import type { AppIdentity } from './world/installations.ts';
import type { Happening, JournalEntry } from './world/journal.ts';
import { endOfDay, lifeOf } from './world/life.ts';
import { foundOrganisation, type Organisation } from './world/organisation.ts';
import { populate } from './world/populate.ts';
import { randomOf } from './world/random.ts';
import { type OrganisationSize, sizeOf } from './world/size.ts';
import { daysAfter, inOrder, instantAt, type Moment, secondsOf } from './world/time.ts';
import { userRegistry } from './world/users.ts';

export interface OrganisationPlan {
  readonly login: string;
  readonly name?: string;
  /** What is left out is that of a company of a few dozen; `EMPTY` of size.ts has nothing. */
  readonly size?: Partial<OrganisationSize>;
  /** Left out: on. */
  readonly saml?: boolean;
  /** Left out: the App that asks is installed, with all an inventory needs. */
  readonly appInstalled?: boolean;
}

export interface WorldPlan {
  /** The same plan gives the same world, tonight and in a year. */
  readonly seed: string | number;
  /** Left out: `2026-10-20T02:00:00Z`. */
  readonly startsAt?: string;
  readonly organisations: readonly OrganisationPlan[];
  /** How much happens by itself as the clock moves; 0: nothing but expiry. Left out: 1. */
  readonly lifeRate?: number;
  readonly app?: Partial<AppIdentity>;
}

/** All there is, and its clock, which stands still until it is moved. */
export interface World {
  readonly startsAt: string;
  readonly app: AppIdentity;
  /** May be changed between two moves of the clock. */
  lifeRate: number;
  now(): string;
  /** Lets life happen until then. @throws {RangeError} when that is past already. */
  advanceTo(instant: string): void;
  /** A fraction is allowed. */
  advanceDays(days: number): void;
  readonly organisations: readonly Organisation[];
  /** @throws {RangeError} when there is none of this login. */
  organisation(login: string): Organisation;
  /** Every user there ever was, in any organisation or in none. */
  readonly users: readonly User[];
  findUser(login: string): User | undefined;
  /** The number stays; everything he or she owns shows the new login. */
  renameUser(login: string, newLogin: string): User;
  /** All that happened since the start, in order, except the daily use of things. */
  readonly journal: readonly JournalEntry[];
}

const APP: AppIdentity = { id: 1_100_123, slug: 'token-inventory', clientId: 'Iv23liTokenInventory' };

export function createWorld(plan: WorldPlan): World {
  const { seed, startsAt = '2026-10-20T02:00:00Z', lifeRate = 1 } = plan;
  const start = instantAt(secondsOf(startsAt));
  const app = { ...APP, ...plan.app };
  const clock = { now: start };
  const journal: JournalEntry[] = [];
  const nextId = identities();
  const registry = userRegistry(nextId);
  let begun = false;

  const groundOf = (organisation: string): Ground => ({
    organisation,
    now: () => clock.now,
    nextId,
    user: registry.user,
    note(what, id) {
      if (begun) journal.push({ at: clock.now, organisation, what, id });
    },
  });

  const settlements = plan.organisations.map((wanted, index) => {
    const settlement = foundOrganisation({
      ground: groundOf(wanted.login),
      app,
      id: nextId('organisation'),
      name: wanted.name ?? wanted.login,
      createdAt: daysAfter(start, -1_500 - index),
      saml: wanted.saml ?? true,
    });
    const { organisation } = settlement;
    const random = randomOf(`${seed}/${wanted.login}`);
    const elsewhere = registry.all.map(({ login }) => login);
    populate(organisation, {
      now: start,
      random,
      size: sizeOf(wanted.size),
      isTaken: registry.has,
      elsewhere,
    });
    if (wanted.appInstalled ?? true) organisation.installApp();
    return settlement;
  });
  const organisations = settlements.map(({ organisation }) => organisation);
  shareClassicTokens(organisations);
  begun = true;

  const happenAll = (moments: readonly Moment[]) => {
    for (const { at, happen } of inOrder(moments)) {
      if (at > clock.now) clock.now = at;
      happen();
    }
  };
  const lapseAll = (until: string) => happenAll(settlements.flatMap(({ lapsesUntil }) => lapsesUntil(until)));
  const liveUntil = (end: string) => {
    const moments = lives.flatMap((life) => life.between(clock.now, end, world.lifeRate));
    for (const moment of inOrder(moments)) {
      lapseAll(moment.at);
      happenAll([moment]);
    }
    lapseAll(end);
    clock.now = end;
  };

  const lives = settlements.map(({ organisation }) =>
    lifeOf({ organisation, seed: `${seed}`, start, isTaken: registry.has, now: () => clock.now }),
  );

  const world: World = {
    startsAt: start,
    app,
    lifeRate,
    now: () => clock.now,
    advanceTo(instant) {
      const end = instantAt(secondsOf(instant));
      if (end < clock.now) throw new RangeError(`It is ${clock.now} already; ${end} is past.`);
      while (clock.now < end) {
        const dayEnd = endOfDay(start, clock.now);
        liveUntil(dayEnd < end ? dayEnd : end);
      }
    },
    advanceDays(days) {
      world.advanceTo(daysAfter(clock.now, days));
    },
    organisations,
    organisation(login) {
      const found = organisations.find((each) => each.login.toLowerCase() === login.toLowerCase());
      if (found === undefined) throw new RangeError(`There is no organisation "${login}" in this world.`);
      return found;
    },
    users: registry.all,
    findUser: registry.find,
    renameUser(login, newLogin) {
      const user = registry.rename(login, newLogin);
      const what: Happening = 'user-renamed';
      journal.push({ at: clock.now, organisation: '', what, id: user.id });
      return user;
    },
    journal,
  };
  return world;
}

/** Some people use one classic token in two organisations: the same credential id, two authorisations. */
function shareClassicTokens(organisations: readonly Organisation[]): void {
  organisations.slice(1).forEach((organisation, index) => {
    const members = new Set(organisation.members.map(({ user }) => user.id));
    const shared = (organisations[index]?.ssoCredentials ?? []).filter(
      ({ type, user, authorizedCredentialId }) =>
        type === 'personal access token' && authorizedCredentialId !== null && members.has(user.id),
    );
    for (const { user, scopes, note, expiresAt, accessedAt, tokenLastEight, ...rest } of shared.slice(0, 3)) {
      const { type, authorizedCredentialId, authorizedAt } = rest;
      const facts = { type, authorizedCredentialId, authorizedAt, scopes, note, expiresAt, accessedAt };
      organisation.authoriseCredential({ login: user.login, tokenLastEight, ...facts });
    }
  });
}
