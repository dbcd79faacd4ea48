import { type ItemKey, keyOf, type OrgLogin } from './credential.ts';
import type { Judgement } from './evaluate.ts';
import {
  type Finding,
  type FindingTransition,
  type ResolutionCause,
  severityRank,
  type TransitionKind,
} from './finding.ts';
import { fingerprint } from './fingerprint.ts';
import { mayClose, type Reading, type SourceName, sourceOfKind } from './reading.ts';
import type { Rule } from './rules/rule.ts';
import type { ScanId } from './scan-record.ts';
import type { Sighting, Snapshot } from './snapshot.ts';

export interface TransitionInput {
  readonly org: OrgLogin;
  readonly scan: ScanId;
  /** All findings of the organisation as the scan before left them. */
  readonly findings: readonly Finding[];
  readonly judgements: readonly Judgement[];
  readonly rules: readonly Rule[];
  readonly previous: Snapshot;
  readonly current: Snapshot;
  readonly readings: ReadonlyMap<SourceName, Pick<Reading, 'status'>>;
  readonly sha256: (text: string) => string;
}

/**
 * What this scan does to findings, in order of fingerprint. `unknown` neither opens nor resolves; a source that
 * was not read whole resolves nothing (design §3, promise 1); unchanged findings are not in the answer.
 */
export function transitionsOf(input: TransitionInput): FindingTransition[] {
  const known = new Map(
    input.findings.map((finding) => [
      slot(finding.rule, finding.ruleVersion, keyOf(finding.credential)),
      finding,
    ]),
  );
  const judged = new Set(input.judgements.map(({ key, rule }) => slot(rule.id, rule.version, key)));
  const failed = input.judgements.flatMap((judgement) => {
    const transition = afterFail(
      input,
      judgement,
      known.get(slot(judgement.rule.id, judgement.rule.version, judgement.key)),
    );
    return transition === null ? [] : [transition];
  });
  const over = [...known].flatMap(([place, finding]): FindingTransition[] => {
    if (finding.state === 'resolved' || judged.has(place)) return [];
    const cause = resolutionOf(input, finding);
    return cause === null ? [] : [{ kind: 'resolved', finding: resolved(finding, input.scan, cause) }];
  });
  return [...failed, ...over].sort((one, other) => (one.finding.id < other.finding.id ? -1 : 1));
}

const slot = (rule: string, version: number, key: ItemKey): string => `${rule}@${version} ${key}`;

function afterFail(
  { org, scan, sha256 }: TransitionInput,
  { credential, rule, verdict }: Judgement,
  before: Finding | undefined,
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
  if (before === undefined || before.state === 'resolved') {
    const identity = { rule: rule.id, ruleVersion: rule.version, credential: words.credential };
    const finding: Finding = {
      id: before?.id ?? fingerprint(sha256, org, identity),
      rule: rule.id,
      ruleVersion: rule.version,
      ...words,
      state: 'open',
      since: scan,
      resolvedAt: null,
      cause: null,
      said: before?.said ?? null,
    };
    return { kind: before === undefined ? 'opened' : 'reopened', finding };
  }
  const finding = { ...before, ...words };
  const kind = stepBetween(before, finding);
  return kind === null ? null : { kind, finding };
}

function stepBetween(before: Finding, after: Finding): TransitionKind | null {
  if (before.tier !== after.tier) {
    return (after.tier ?? Number.POSITIVE_INFINITY) < (before.tier ?? Number.POSITIVE_INFINITY)
      ? 'tier-raised'
      : 'tier-lowered';
  }
  const louder = severityRank(after.severity) - severityRank(before.severity);
  if (louder !== 0) return louder > 0 ? 'severity-raised' : 'severity-lowered';
  const same =
    before.message === after.message &&
    before.remedy === after.remedy &&
    before.credential.owner === after.credential.owner &&
    before.credential.name === after.credential.name;
  return same ? null : 'reworded';
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

function resolved(finding: Finding, scan: ScanId, cause: ResolutionCause): Finding {
  return { ...finding, state: 'resolved', resolvedAt: scan, cause };
}
