import { decideAll } from '#core/alert-decisions.ts';
import type { Listener } from '#core/judge.ts';
import type { OwnerAddress } from '#core/owner-address.ts';
import { type People, personOfLogin } from '#core/people.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { memoryOf } from './listeners.ts';
import type { Directory, Engine, Identities, Unknown, Wait } from './ports.ts';
import type { Store } from './store-port.ts';

/** Where owners can be looked up. */
export interface Directories {
  readonly kind: 'open';
  readonly identities: Identities;
  readonly directory: Directory;
}

export interface LookUpInput {
  readonly record: ScanRecord;
  readonly store: Store;
  readonly engine: Engine;
  /** Whoever may be told. */
  readonly habits: readonly Listener['habits'][];
  /** Called when there is somebody to look up. */
  open(): Promise<Directories | Unknown | Wait>;
  readonly signal: AbortSignal;
}

/** Owners by direct message, as a policy has them that lets them be looked up. */
interface Owners {
  readonly habits: Listener['habits'];
  readonly people: People;
}

/** What a limit may make us wait in all, before owners count as not to be found tonight. */
const PATIENCE_SECONDS = 900;

/**
 * Looks up, before a scan tells anybody, the owners who are about to get a direct message and whom the policy does not
 * name. Only the Slack user, or why there is none, leaves a step: e-mail addresses stay within it.
 *
 * @returns in words, how many were not found and why; null: everybody was, or nobody was looked up.
 */
export async function lookUpOwners(input: LookUpInput): Promise<string | null> {
  const { engine, record } = input;
  const owners = ownersAmong(input);
  if (owners === null) return null;
  for (let turn = 1, waited = 0; ; turn += 1) {
    const isPatient = waited <= PATIENCE_SECONDS;
    const name = `look up owners of ${record.org} in Slack, turn ${turn}`;
    const pause = await engine.step(name, () => takeTurn(input, owners, isPatient));
    if (pause === null) return unfoundWords(input);
    waited += await engine.waitUntil(pause.until, pause.reason);
  }
}

const REASONS_NAMED = 3;

async function unfoundWords({ record, store }: LookUpInput): Promise<string | null> {
  const addresses = await store.ownerAddresses(record.org);
  const reasons = addresses.flatMap(({ at, why }) => (at === record.id && why !== null ? [why] : []));
  if (reasons.length === 0) return null;
  const owners = reasons.length === 1 ? '1 owner' : `${reasons.length} owners`;
  const why = [...new Set(reasons)].slice(0, REASONS_NAMED).join('; ');
  return `${owners} of ${record.org} could not be found in Slack, and the other channels of the route are told: ${why}.`;
}

function ownersAmong({ habits }: LookUpInput): Owners | null {
  for (const each of habits) {
    if (each.people !== undefined && each.ownerLookup !== undefined) {
      return { habits: each, people: each.people };
    }
  }
  return null;
}

async function takeTurn(input: LookUpInput, owners: Owners, isPatient: boolean): Promise<Wait | null> {
  const { record, store } = input;
  const logins = await loginsToLookUp(input, owners);
  let where = logins.length === 0 ? null : await openOrWhyNot(input);
  for (const login of logins) {
    const found = where?.kind === 'open' ? await lookUp(login, where, input) : where;
    if (found === null || (found.kind === 'wait' && isPatient)) return found;
    await store.noteOwnerAddress(record.org, addressOf({ login, at: record.id }, found));
    if (isForEverybody(found)) where = found;
  }
  return null;
}

/** What keeps us from asking keeps nobody from being told; nobody's address is known by then, so its words are harmless. */
async function openOrWhyNot({ open, signal }: LookUpInput): Promise<Directories | Unknown | Wait> {
  try {
    return await open();
  } catch (error) {
    signal.throwIfAborted();
    const why = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
    return { kind: 'unknown', why, everybody: true };
  }
}

function isForEverybody(found: Found): found is Unknown | Wait {
  return found.kind === 'wait' || (found.kind === 'unknown' && found.everybody);
}

function addressOf(about: Pick<OwnerAddress, 'login' | 'at'>, found: Found): OwnerAddress {
  if (found.kind === 'user') return { ...about, slack: found.slack, why: null };
  const why = found.kind === 'wait' ? `${found.reason}, and longer than Patrol waits` : found.why;
  return { ...about, slack: null, why };
}

/** Whose direct message is due, if there is a way to them, and who was not looked up for this scan. */
async function loginsToLookUp({ record, store }: LookUpInput, { habits, people }: Owners): Promise<string[]> {
  const { id: now, org, sources } = record;
  const memory = await memoryOf(org, habits.name, store);
  const decided = decideAll({
    ...{ org, now, sources, routes: habits.routes, toOwner: true },
    findings: await store.findings(org, ['open', 'waived', 'resolved']),
    saidOf: ({ id }) => memory.get(id)?.said ?? null,
    owners: { people, lookedUp: new Map(), memory, wereTold: false },
  });
  const due = decided.flatMap(({ decision, finding }) =>
    decision.speak ? (finding.credential.owner ?? []) : [],
  );
  const done = (await store.ownerAddresses(org)).flatMap(({ at, login }) => (at === now ? login : []));
  const isDone = (login: string) => done.some((each) => each.toLowerCase() === login.toLowerCase());
  const byLogin = new Map(due.map((login) => [login.toLowerCase(), login]));
  return [...byLogin.values()].filter((login) => personOfLogin(people, login) === null && !isDone(login));
}

type Found = Awaited<ReturnType<Directory['userOf']>>;

/** Tries one address after the other. What nobody foresaw is told by its name alone: its words could hold an address. */
async function lookUp(
  login: string,
  { directory, identities }: Directories,
  { record, signal }: LookUpInput,
): Promise<Found> {
  try {
    const identity = await identities.emailsOf(record.org, login, signal);
    if (identity.kind !== 'emails') return identity;
    let first: Found | null = null;
    for (const email of identity.emails) {
      const found = await directory.userOf(email, signal);
      if (found.kind !== 'unknown' || found.everybody) return found;
      first ??= found;
    }
    return first ?? { kind: 'unknown', why: `${login} has no e-mail address`, everybody: false };
  } catch (error) {
    signal.throwIfAborted();
    const name = error instanceof Error ? error.name : 'an error';
    return { kind: 'unknown', why: `looking ${login} up ended in ${name}`, everybody: false };
  }
}
