import type { InventoryItem, OrgLogin, Person } from '#core/credential.ts';
import type { Confirmation, Stop, Wait } from '#scan/ports.ts';
import { path } from './client.ts';
import { aliveOf, confirmation, readWholeList } from './confirm-list.ts';
import { parseFields } from './field-error.ts';
import type { PagedList } from './list-page.ts';
import type { Asking } from './list-source.ts';
import { outcomeOf, understood } from './outcome.ts';
import { membership } from './person-item.ts';
import { SimpleUser } from './shared-fields.ts';
import { SUBJECTS } from './subject.ts';
import { isNotFound } from './trouble.ts';

interface Question {
  readonly org: OrgLogin;
  readonly absent: readonly InventoryItem[];
  readonly signal: AbortSignal;
}

/**
 * Asks for each absent member's membership, and reads the outside collaborators once more, which GitHub has no way
 * to ask for one by one.
 */
export async function confirmPeople(
  asking: Asking,
  outside: PagedList<Person>,
  { org, absent, signal }: Question,
): Promise<Confirmation> {
  const persons = absent.filter((item) => item.kind === 'person');
  const isOutside = ({ role }: Person) => role === 'outside-collaborator';
  const members = await membersNow(
    asking,
    org,
    persons.filter((person) => !isOutside(person)),
    signal,
  );
  const missing = without(persons, members.alive);
  if (members.stop !== null || missing.length === 0) return confirmation(members.alive, members.stop);
  const { items, stop } = await readWholeList(asking, 'people', outside, signal);
  const alive = [...members.alive, ...aliveOf(missing, items)];
  if (stop !== null) return confirmation(alive, stop);
  // Who was outside may have become a member right behind the reader's back.
  const inside = await membersNow(asking, org, without(missing, alive).filter(isOutside), signal);
  return confirmation([...alive, ...inside.alive], inside.stop);
}

function without(persons: readonly Person[], found: readonly InventoryItem[]): readonly Person[] {
  const ids = new Set(found.map(({ id }) => id));
  return persons.filter(({ id }) => !ids.has(id));
}

async function membersNow(
  asking: Asking,
  org: OrgLogin,
  persons: readonly Person[],
  signal: AbortSignal,
): Promise<{ readonly alive: readonly InventoryItem[]; readonly stop: Stop | Wait | null }> {
  const alive: Person[] = [];
  for (const person of persons) {
    const now = await memberNow(asking, org, person, signal);
    if (now !== null && now.kind !== 'person') return { alive, stop: now };
    if (now !== null) alive.push(now);
  }
  return { alive, stop: null };
}

/** The person as a member now; null: not a member. The login is followed where it changed. */
async function memberNow(
  asking: Asking,
  org: OrgLogin,
  person: Person,
  signal: AbortSignal,
): Promise<Person | Stop | Wait | null> {
  const login = person.owner?.login ?? '';
  const now = await membershipOf(asking, org, { person, login }, signal);
  if (now !== null) return now;
  const renamed = await loginNow(asking, person, signal);
  if (renamed === null || typeof renamed !== 'string') return renamed;
  return renamed === login ? null : membershipOf(asking, org, { person, login: renamed }, signal);
}

/** https://docs.github.com/rest/orgs/members#get-organization-membership-for-a-user */
async function membershipOf(
  asking: Asking,
  org: OrgLogin,
  { person, login }: { person: Person; login: string },
  signal: AbortSignal,
): Promise<Person | Stop | Wait | null> {
  const data = await getOrNull(asking, path`/orgs/${org}/memberships/${login}`, signal);
  if (data === null || 'kind' in data) return data;
  return understood(async () => {
    const { active, role, id, login: current } = membership(data.value);
    if (!active || String(id) !== person.id) return null;
    return { ...person, owner: { id, login: current }, role };
  });
}

/** https://docs.github.com/rest/users/users#get-a-user-using-their-id */
async function loginNow(
  asking: Asking,
  person: Person,
  signal: AbortSignal,
): Promise<string | Stop | Wait | null> {
  const data = await getOrNull(asking, path`/user/${person.id}`, signal);
  if (data === null || 'kind' in data) return data;
  return understood(async () => parseFields(SimpleUser, data.value).login);
}

/** Null: 404. */
async function getOrNull(
  { client, access }: Asking,
  address: string,
  signal: AbortSignal,
): Promise<{ readonly value: unknown } | Stop | Wait | null> {
  const answer = await client.get({ path: address, signal });
  if (answer.kind === 'answer') return { value: answer.data };
  if (isNotFound(answer)) return null;
  return outcomeOf(answer, SUBJECTS.people, access);
}
