import { type ItemKey, keyOf, type OrgLogin } from './credential.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { Holdings } from './holdings.ts';
import type { Instant } from './instant.ts';
import { PeopleSeen } from './people-seen.ts';
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
  const { alsoIn, current, findings, now, previous, readings } = knowledge;
  const people = new PeopleSeen();
  const holdings = new Holdings();
  for (const { item } of current.values()) {
    if (item.kind === 'person') people.add(item);
    else holdings.count(item, now);
  }
  const byName = new Map(readings.map((reading) => [reading.source, reading]));
  // Every organisation has an owner, so an empty list of people is not the whole of it, whatever GitHub says.
  const otherwise = mayClose(byName.get('people')) && people.size > 0 ? 'nobody' : 'unknown';
  const open = openFindings(findings);
  return {
    lacks: (source) => !isWhole(byName.get(source)),
    personBehind: (owner) => people.find(owner) ?? otherwise,
    liveTokensOf: (person) => holdings.of(person).liveTokens,
    credentialsOf: (person) => holdings.of(person).credentials,
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

function isWhole(reading: Pick<SettledReading, 'status' | 'lastComplete'> | undefined): boolean {
  return mayClose(reading) || (reading?.status === 'unavailable' && reading.lastComplete === null);
}
