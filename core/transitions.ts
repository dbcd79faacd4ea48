import { type ItemKey, keyOf, type OrgLogin } from './credential.ts';
import type { Judgement } from './evaluate.ts';
import type { AppliedWaiver, Finding, FindingTransition, ResolutionCause } from './finding.ts';
import { stepBetween } from './finding-step.ts';
import { fingerprint } from './fingerprint.ts';
import { mayClose, type Reading, type SourceName, sourceOfKind } from './reading.ts';
import type { Rule } from './rules/rule.ts';
import type { ScanId } from './scan-record.ts';
import type { Sighting, Snapshot } from './snapshot.ts';
import { type Excuse, excusesAt, type Waiver } from './waiver.ts';

export interface TransitionInput {
  readonly org: OrgLogin;
  readonly scan: ScanId;
  /** All findings of the organisation as the scan before left them. */
  readonly findings: readonly Finding[];
  readonly judgements: readonly Judgement[];
  readonly rules: readonly Rule[];
  readonly waivers: readonly Waiver[];
  readonly previous: Snapshot;
  readonly current: Snapshot;
  readonly readings: ReadonlyMap<SourceName, Pick<Reading, 'status'>>;
  readonly sha256: (text: string) => string;
}

/**
 * What this scan does to findings, in order of fingerprint. `unknown` neither opens nor resolves; a source that
 * was not read whole resolves nothing (design §3, promise 1); unchanged findings are not in the answer. A waiver
 * begins and ends on its day, whatever could be seen.
 */
export function transitionsOf(input: TransitionInput): FindingTransition[] {
  const excuse = excusesAt(input.waivers, input.scan);
  const known = new Map(
    input.findings.map((finding) => [
      slot(finding.rule, finding.ruleVersion, keyOf(finding.credential)),
      finding,
    ]),
  );
  const placeOf = ({ key, rule }: Judgement) => slot(rule.id, rule.version, key);
  const outcomes = new Map(input.judgements.map((each) => [placeOf(each), each.verdict.outcome]));
  const failed = input.judgements.map((each) => afterFail(input, each, known.get(placeOf(each)), excuse));
  const others = [...known].map(([place, finding]) => {
    const outcome = outcomes.get(place);
    if (finding.state === 'resolved' || outcome === 'fail') return null;
    const cause = outcome === 'unknown' ? null : resolutionOf(input, finding);
    return cause === null ? afterNothing(input, finding, excuse) : resolved(finding, input.scan, cause);
  });
  return [...failed, ...others]
    .filter((step) => step !== null)
    .sort((one, other) => (one.finding.id < other.finding.id ? -1 : 1));
}

const slot = (rule: string, version: number, key: ItemKey): string => `${rule}@${version} ${key}`;

function afterFail(
  { org, scan, sha256 }: TransitionInput,
  { credential, rule, verdict }: Judgement,
  before: Finding | undefined,
  excuse: Excuse,
): FindingTransition | null {
  if (verdict.outcome !== 'fail') return null;
  const words = {
    severity: verdict.severity,
    tier: verdict.tier,
    credential: {
      kind: credential.kind,
      id: credential.id,
      owner: credential.owner?.login ?? null,
      name: credential.name,
    },
    message: verdict.message,
    remedy: verdict.remedy,
  };
  const waiver = excuse(rule.id, credential);
  if (before !== undefined && before.state !== 'resolved') {
    return stepTo(before, excusedBy(waiver, { ...before, ...words }, scan));
  }
  const identity = { rule: rule.id, ruleVersion: rule.version, credential: words.credential };
  const finding: Finding = {
    id: before?.id ?? fingerprint(sha256, org, identity),
    rule: rule.id,
    ruleVersion: rule.version,
    ...words,
    state: waiver === null ? 'open' : 'waived',
    since: scan,
    resolvedAt: null,
    cause: null,
    waiver,
    said: before?.said ?? null,
  };
  if (waiver !== null) return { kind: 'waived', finding };
  return { kind: before === undefined ? 'opened' : 'reopened', finding };
}

/** Nothing could be said of it tonight; but a waiver may have begun, changed or lapsed. */
function afterNothing(
  { current, scan }: TransitionInput,
  before: Finding,
  excuse: Excuse,
): FindingTransition | null {
  const item = current.get(keyOf(before.credential))?.item;
  return item === undefined ? null : stepTo(before, excusedBy(excuse(before.rule, item), before, scan));
}

function excusedBy(waiver: AppliedWaiver | null, finding: Finding, scan: ScanId): Finding {
  if (waiver !== null) return { ...finding, state: 'waived', waiver };
  return finding.state === 'open' ? finding : { ...finding, state: 'open', waiver, since: scan };
}

function stepTo(before: Finding, finding: Finding): FindingTransition | null {
  const kind = stepBetween(before, finding);
  return kind === null ? null : { kind, finding };
}

/** Why the finding is over; null: it is not, or we could not see well enough to say so. */
function resolutionOf(input: TransitionInput, finding: Finding): ResolutionCause | null {
  const rule = input.rules.find(({ id }) => id === finding.rule);
  if (rule === undefined || rule.version !== finding.ruleVersion) return 'rule changed';
  const key = keyOf(finding.credential);
  const sighting = input.current.get(key);
  if (sighting === undefined) return causeOfAbsence(input.previous.get(key), input.scan);
  if (sighting.seen !== input.scan) return null;
  if (!mayClose(input.readings.get(sourceOfKind(finding.credential.kind)))) return null;
  return hasExpired(sighting, input.scan) ? 'expired' : rule.resolvedBy;
}

/** GitHub does not say why a credential is no longer listed: past its expiry date it expired, before it was revoked. */
function causeOfAbsence(lastSeen: Sighting | undefined, scan: ScanId): ResolutionCause {
  return lastSeen !== undefined && hasExpired(lastSeen, scan) ? 'expired' : 'revoked';
}

function hasExpired({ item }: Sighting, scan: ScanId): boolean {
  if (!('expiresAt' in item)) return false;
  return item.expiresAt !== 'never' && item.expiresAt !== 'unknown' && item.expiresAt <= scan;
}

function resolved(finding: Finding, scan: ScanId, cause: ResolutionCause): FindingTransition {
  return {
    kind: 'resolved',
    finding: { ...finding, state: 'resolved', resolvedAt: scan, cause, waiver: null },
  };
}
