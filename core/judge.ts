import { decideAll, decisionsKept } from './alert-decisions.ts';
import type { Habits } from './alert-plan.ts';
import { baselineNotes } from './baseline-note.ts';
import { canonicalPieces } from './canonical-json.ts';
import { countByKind, countBySeverity } from './counts.ts';
import type { ItemKey, OrgLogin } from './credential.ts';
import { diffSnapshots } from './diff.ts';
import { evaluate } from './evaluate.ts';
import type { Finding, FindingTransition, Said } from './finding.ts';
import type { Owners } from './owner-first.ts';
import type { Policy } from './policy/policy.ts';
import type { Pressed } from './pressed.ts';
import { type SettledReading, scanStatus } from './reading.ts';
import { type RecordContent, recordDigest } from './record-digest.ts';
import type { Rule } from './rules/rule.ts';
import { gatherFacts } from './scan-facts.ts';
import type { Change, ChunkRef, ScanId, ScanRecord, Usage } from './scan-record.ts';
import { scopedRules } from './scoped-rules.ts';
import type { Snapshot } from './snapshot.ts';
import { failsByItsLimits } from './still-fails.ts';
import { strangersIn } from './strangers.ts';
import { transitionsOf } from './transitions.ts';
import { undecidedRules } from './undecided-rules.ts';
import { waiverNotes } from './waiver-notes.ts';

export interface JudgeInput {
  readonly org: OrgLogin;
  readonly scan: ScanId;
  readonly policy: Policy;
  readonly rules: readonly Rule[];
  readonly head: ScanRecord | null;
  readonly previous: Snapshot;
  /** Where `previous` is not as it was written; null: it is. */
  readonly rebuilt: ScanRecord['rebuilt'] | null;
  readonly current: Snapshot;
  readonly readings: readonly SettledReading[];
  readonly chunks: readonly ChunkRef[];
  /** All findings as the scan before left them. */
  readonly findings: readonly Finding[];
  /** Credentials of this organisation that others have too. */
  readonly alsoIn: ReadonlyMap<ItemKey, readonly OrgLogin[]>;
  /** What people pressed, ever. */
  readonly presses: readonly Pressed[];
  /** Everybody who may be told, with what they were told. */
  readonly listeners: readonly Listener[];
  readonly usage: Usage;
  readonly sha256: (text: string | Iterable<string>) => string;
}

export interface Listener {
  readonly habits: Pick<Habits, 'name' | 'routes' | 'people' | 'ownerLookup'>;
  readonly saidOf: (finding: Finding) => Said | null;
  /** What is known of owners, where this or another listener is them. */
  readonly owners?: Owners;
}

export interface JudgedScan {
  readonly record: ScanRecord;
  readonly changes: readonly Change[];
  readonly transitions: readonly FindingTransition[];
  /** All findings after this scan. */
  readonly findings: readonly Finding[];
}

/** Everything a scan decides, from everything it knows. */
export function judge(input: JudgeInput): JudgedScan {
  const { current, org, policy, previous, readings, rules, scan, sha256 } = input;
  const changes = diffSnapshots(previous, current);
  const facts = gatherFacts({ ...input, now: scan });
  const judgements = evaluate(current, rules, { policy, now: scan, facts });
  const transitions = transitionsOf({
    org,
    scan,
    findings: input.findings,
    presses: input.presses,
    judgements,
    rules,
    policy,
    previous,
    current,
    readings: new Map(readings.map((reading) => [reading.source, reading])),
    stillFails: failsByItsLimits(current, rules, { policy, now: scan, facts }),
    sha256,
  });
  const findings = after(input.findings, transitions);
  const scoped = scopedRules(current, rules, policy);
  const content: RecordContent = {
    schemaVersion: 1,
    id: scan,
    org,
    status: scanStatus(readings),
    sources: readings,
    counts: countByKind(current, readings),
    changes: {
      appeared: changes.filter(({ change }) => change === 'appeared').length,
      changed: changes.filter(({ change }) => change === 'changed').length,
      gone: changes.filter(({ change }) => change === 'gone').length,
    },
    findings: countBySeverity(findings),
    waived: findings.filter(({ state }) => state === 'waived').length,
    waiverNotes: [
      ...waiverNotes({ scan, waivers: policy.waivers, rules, judgements, current, readings }),
      ...baselineNotes(policy.baseline, judgements, scan),
    ],
    undecided: undecidedRules(judgements, policy.customRules),
    ...(scoped.length === 0 ? {} : { scoped }),
    strangers: strangersIn(current),
    alerts: input.listeners.flatMap(({ habits: { name, people, routes }, ...listener }) => {
      const occasion = { org, now: scan, sources: readings, findings, routes, ...listener };
      return decisionsKept(name, decideAll({ ...occasion, toOwner: people !== undefined }));
    }),
    chunks: input.chunks,
    ...(input.rebuilt == null ? {} : { rebuilt: input.rebuilt }),
    retention: policy.retention,
    policyVersion: policy.version,
    changesDigest: sha256(canonicalPieces(changes)),
    transitionsDigest: sha256(canonicalPieces(transitions)),
    previous: input.head?.id ?? null,
    previousDigest: input.head?.digest ?? null,
  };
  const record = { ...content, digest: recordDigest(content, sha256), usage: input.usage };
  return { record, changes, transitions, findings };
}

function after(before: readonly Finding[], transitions: readonly FindingTransition[]): Finding[] {
  const byId = new Map(before.map((finding) => [finding.id, finding]));
  for (const { finding } of transitions) byId.set(finding.id, finding);
  return [...byId.values()];
}
