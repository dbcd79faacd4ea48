import { type InventoryItem, type ItemKey, type ItemKind, keyOf } from './credential.ts';
import type { Judgement } from './evaluate.ts';
import { WITH_REPOSITORIES } from './policy/scope.ts';
import type { SettledReading, SourceName } from './reading.ts';
import { sourceOfKind } from './reading.ts';
import type { Rule } from './rules/rule.ts';
import type { ScanId } from './scan-record.ts';
import type { Sighting, Snapshot } from './snapshot.ts';
import { covers, type Waiver, type WaiverMatch } from './waiver.ts';
import { lapseOf, type WaiverNote } from './waiver-note.ts';

interface Night {
  readonly scan: ScanId;
  readonly waivers: readonly Waiver[];
  readonly rules: readonly Rule[];
  readonly judgements: readonly Judgement[];
  readonly current: Snapshot;
  readonly readings: readonly SettledReading[];
}

/** What there is to do about the waivers of an organisation, in their order. What could not be seen is no reason. */
export function waiverNotes(night: Night): WaiverNote[] {
  const verdicts = new Map(
    night.judgements.map(({ rule, key, verdict }) => [`${rule.id} ${key}`, verdict.outcome]),
  );
  return night.waivers.flatMap((waiver) => {
    const { rule, match, ticket, until } = waiver;
    const subjects = subjectsOf(waiver, night);
    const outcomes = subjects.map(({ item }) => verdicts.get(`${rule} ${keyOf(item)}`));
    const failing = outcomes.filter((outcome) => outcome === 'fail').length;
    const kind = kindOf(waiver, { failing, unsure: outcomes.includes('unknown'), subjects }, night);
    return kind === null ? [] : [{ kind, rule, match, ticket, until, failing }];
  });
}

interface Use {
  readonly failing: number;
  /** The rule could not tell of one at least. */
  readonly unsure: boolean;
  readonly subjects: readonly Sighting[];
}

function kindOf(waiver: Waiver, { failing, unsure, subjects }: Use, night: Night): WaiverNote['kind'] | null {
  const { scan } = night;
  const lapse = lapseOf(waiver.until, scan);
  if (lapse === 'lapsed' || failing > 0) return lapse;
  if (!isVisible(waiver, night)) return null;
  if (subjects.length === 0) return 'matches-nothing';
  return unsure || subjects.some(({ seen }) => seen !== scan) ? null : 'excuses-nothing';
}

function subjectsOf(waiver: Waiver, { current, rules }: Night): Sighting[] {
  const kinds = new Set<ItemKind>(kindsOf(waiver, rules));
  const { credential } = waiver.match;
  const candidates = credential === null ? current.values() : sightingOf(current, credential);
  return [...candidates].filter(({ item }) => kinds.has(item.kind) && covers(waiver.match, item));
}

function sightingOf(current: Snapshot, key: ItemKey): Sighting[] {
  const sighting = current.get(key);
  return sighting === undefined ? [] : [sighting];
}

/** What the waiver can be about at all. */
function kindsOf({ match, rule: id }: Waiver, rules: readonly Rule[]): readonly ItemKind[] {
  const kinds: readonly ItemKind[] = rules.find((rule) => rule.id === id)?.kinds ?? [];
  return kinds.filter((kind) => mayCover(match, kind));
}

function mayCover({ credential, repository }: WaiverMatch, kind: ItemKind): boolean {
  if (credential !== null && !credential.startsWith(`${kind}:`)) return false;
  return repository === null || WITH_REPOSITORIES.includes(kind);
}

/** Whether everything it could be about was looked at. A named credential must be somewhere that is seen whole. */
function isVisible(waiver: Waiver, { readings, rules, current }: Night): boolean {
  const { credential, repository } = waiver.match;
  const kinds = kindsOf(waiver, rules);
  const sources = new Set<SourceName>(kinds.map(sourceOfKind));
  const seen = readings.every(
    ({ source, status, lastComplete }) =>
      !sources.has(source) ||
      status === 'complete' ||
      (credential === null && status === 'unavailable' && lastComplete === null),
  );
  return seen && (repository === null || ![...current.values()].some(({ item }) => hidesRepositories(item)));
}

function hidesRepositories(item: InventoryItem): boolean {
  return 'repositories' in item && item.repositorySelection === 'subset' && item.repositories === null;
}
