import {
  type InventoryItem,
  type ItemKey,
  isCredential,
  keyOf,
  type OrgLogin,
  type Owner,
  type Person,
} from './credential.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { hasExpired } from './has-expired.ts';
import type { Instant } from './instant.ts';
import { mayClose, type SettledReading, type SourceName } from './reading.ts';
import type { Snapshot } from './snapshot.ts';

/** What a scan has in hand when it judges. */
export interface ScanKnowledge {
  /** The scheduled time of the scan. */
  readonly now: Instant;
  readonly current: Snapshot;
  readonly previous: Snapshot;
  readonly readings: readonly Pick<SettledReading, 'source' | 'status' | 'lastComplete'>[];
  /** All findings as the scan before left them. */
  readonly findings: readonly Finding[];
  /** Credentials that other organisations have too; those that none is known to have are not in it. */
  readonly alsoIn: ReadonlyMap<ItemKey, readonly OrgLogin[]>;
}

/** Facts that do not depend on the rules, and which sources they may lack something of. */
export interface ScanFacts extends Omit<Facts, 'breachesOnceApproved'> {
  /** The source was not read whole tonight. One that does not exist there lacks nothing. */
  lacks(source: SourceName): boolean;
}

/** Goes over the snapshot once, so that asking is a look into a map. */
export function gatherFacts(knowledge: ScanKnowledge): ScanFacts {
  const { alsoIn, findings, previous, readings } = knowledge;
  const { people, credentials, liveTokens } = ownership(knowledge);
  const byName = new Map(readings.map((reading) => [reading.source, reading]));
  // Every organisation has an owner, so an empty list of people is not the whole of it, whatever GitHub says.
  const otherwise = mayClose(byName.get('people')) && people.size > 0 ? 'nobody' : 'unknown';
  const open = openFindings(findings);
  return {
    lacks: (source) => !isWhole(byName.get(source)),
    personBehind: (owner) => people.get(ownerKey(owner)) ?? otherwise,
    liveTokensOf: (person) => sumOf(liveTokens, person),
    credentialsOf: (person) => sumOf(credentials, person),
    before: (key) => previous.get(key)?.item ?? null,
    alsoIn: (key) => alsoIn.get(key) ?? [],
    openFinding: (rule, key) => open.get(rule)?.get(key) ?? null,
  };
}

/** By rule first: of most there is none open, and nothing to look up. */
function openFindings(findings: readonly Finding[]): ReadonlyMap<string, ReadonlyMap<ItemKey, Finding>> {
  const open = findings.filter(({ state }) => state !== 'resolved');
  const byRule = Map.groupBy(open, ({ rule }) => rule);
  return new Map(
    [...byRule].map(([rule, own]) => [rule, new Map(own.map((each) => [keyOf(each.credential), each]))]),
  );
}

/** A numeric user id, or a login in lower case where GitHub gives no id. */
type OwnerKey = number | string;
type Numbers = Map<OwnerKey, number>;

function ownership({ current, now }: ScanKnowledge) {
  const people = new Map<OwnerKey, Person>();
  const credentials: Numbers = new Map();
  const liveTokens: Numbers = new Map();
  for (const { item } of current.values()) {
    if (item.kind === 'person') remember(people, item);
    else if (isCredential(item)) countOne(credentials, item);
    if (isLiveToken(item, now)) countOne(liveTokens, item);
  }
  return { people, credentials, liveTokens };
}

function remember(people: Map<OwnerKey, Person>, person: Person): void {
  for (const key of keysOf(person)) people.set(key, person);
}

function countOne(numbers: Numbers, { owner }: InventoryItem): void {
  if (owner === null) return;
  const key = ownerKey(owner);
  numbers.set(key, (numbers.get(key) ?? 0) + 1);
}

function isLiveToken(item: InventoryItem, now: Instant): boolean {
  return item.kind === 'fine-grained-token' && !hasExpired(item, now);
}

const ownerKey = ({ id, login }: Owner): OwnerKey => id ?? login.toLowerCase();

function keysOf({ id, owner }: Person): OwnerKey[] {
  return owner === null ? [Number(id)] : [Number(id), owner.login.toLowerCase()];
}

function sumOf(numbers: Numbers, person: Person): number {
  return keysOf(person).reduce<number>((sum, key) => sum + (numbers.get(key) ?? 0), 0);
}

function isWhole(reading: Pick<SettledReading, 'status' | 'lastComplete'> | undefined): boolean {
  return mayClose(reading) || (reading?.status === 'unavailable' && reading.lastComplete === null);
}
