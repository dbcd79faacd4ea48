import { type InventoryItem, type ItemKey, type ItemKind, keyOf, type OrgLogin } from './credential.ts';
import type { Judgement } from './evaluate.ts';
import type {
  AppliedWaiver,
  Finding,
  FindingTransition,
  Limits,
  ResolutionCause,
  Severity,
} from './finding.ts';
import { stepBetween } from './finding-step.ts';
import { fingerprint } from './fingerprint.ts';
import type { Policy } from './policy/policy.ts';
import { optionsFor, settingsOf } from './policy/rule-settings.ts';
import type { Pressed } from './pressed.ts';
import { type PressesInForce, pressesInForce } from './presses-in-force.ts';
import { type NightSeen, resolutionOf } from './resolution.ts';
import type { Rule } from './rules/rule.ts';
import type { ScanId } from './scan-record.ts';
import { excusesAt } from './waiver.ts';

export interface TransitionInput extends NightSeen {
  readonly org: OrgLogin;
  /** All findings of the organisation as the scan before left them. */
  readonly findings: readonly Finding[];
  readonly judgements: readonly Judgement[];
  readonly policy: Policy;
  /** What people pressed, ever. */
  readonly presses: readonly Pressed[];
  readonly sha256: (text: string) => string;
}

/** What the policy says, worked out once. */
interface Night extends TransitionInput {
  readonly excuse: (rule: string, item: InventoryItem, severity: Severity) => AppliedWaiver | null;
  readonly inForce: PressesInForce;
  readonly limitsOf: (rule: Rule, kind: ItemKind) => Limits;
}

/**
 * What this scan does to findings, in order of fingerprint. `unknown` neither opens nor resolves; a source that
 * was not read whole resolves nothing (design §3, promise 1); unchanged findings are not in the answer. A waiver
 * begins and ends on its day, whatever could be seen.
 */
export function transitionsOf(input: TransitionInput): FindingTransition[] {
  const { findings, judgements, policy, presses, rules, scan } = input;
  const excused = excusesAt(policy, scan);
  const inForce = pressesInForce(presses, scan);
  const excuse: Night['excuse'] = (rule, item, severity) =>
    excused(rule, item) ?? inForce.snooze(rule, keyOf(item), severity);
  const night = { ...input, excuse, inForce, limitsOf: limitsIn(policy) };
  const known = new Map(
    findings.map((finding) => [slot(finding.rule, finding.ruleVersion, keyOf(finding.credential)), finding]),
  );
  const placeOf = ({ key, rule }: Judgement) => slot(rule.id, rule.version, key);
  const outcomes = new Map(judgements.map((each) => [placeOf(each), each.verdict.outcome]));
  const versions = new Map(rules.map(({ id, version }) => [id, version]));
  const failed = judgements.map((each) => afterFail(night, each, known.get(placeOf(each))));
  const others = [...known].map(([place, finding]) => {
    if (finding.state === 'resolved' || outcomes.get(place) === 'fail') return null;
    const version = versions.get(finding.rule) ?? finding.ruleVersion;
    const outcome = outcomes.get(slot(finding.rule, version, keyOf(finding.credential)));
    const cause = resolutionOf(night, finding, outcome);
    return cause === null ? afterNothing(night, finding) : resolved(finding, scan, cause);
  });
  return [...failed, ...others]
    .filter((step) => step !== null)
    .sort((one, other) => (one.finding.id < other.finding.id ? -1 : 1));
}

const slot = (rule: string, version: number, key: ItemKey): string => `${rule}@${version} ${key}`;

function limitsIn(policy: Policy): Night['limitsOf'] {
  const known = new Map<string, Limits>();
  return (rule, kind) => {
    const place = `${rule.id} ${kind}`;
    const limits = known.get(place) ?? optionsFor(rule, settingsOf(policy, rule), kind);
    known.set(place, limits);
    return limits;
  };
}

function afterFail(
  { excuse, inForce, limitsOf, org, scan, sha256 }: Night,
  { item, rule, verdict }: Judgement,
  before: Finding | undefined,
): FindingTransition | null {
  if (verdict.outcome !== 'fail') return null;
  const words = {
    severity: verdict.severity,
    tier: verdict.tier,
    credential: {
      kind: item.kind,
      id: item.id,
      owner: item.owner?.login ?? null,
      name: item.name,
    },
    message: verdict.message,
    remedy: verdict.remedy,
    limits: limitsOf(rule, item.kind),
  };
  const waiver = excuse(rule.id, item, verdict.severity);
  if (before !== undefined && before.state !== 'resolved') {
    return stepTo(before, dealtWith(inForce, excusedBy(waiver, { ...before, ...words }, scan)));
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
    acknowledged: null,
    said: before?.said ?? null,
  };
  if (waiver !== null) return { kind: 'waived', finding };
  return { kind: before === undefined ? 'opened' : 'reopened', finding };
}

/** Nothing could be said of it tonight; but a waiver may have begun, changed or lapsed. */
function afterNothing({ current, excuse, inForce, scan }: Night, before: Finding): FindingTransition | null {
  const item = current.get(keyOf(before.credential))?.item;
  if (item === undefined) return null;
  const waiver = excuse(before.rule, item, before.severity);
  return stepTo(before, dealtWith(inForce, excusedBy(waiver, before, scan)));
}

function dealtWith(inForce: PressesInForce, finding: Finding): Finding {
  const acknowledged = finding.state === 'open' ? inForce.acknowledgement(finding) : null;
  return { ...finding, acknowledged };
}

function excusedBy(waiver: AppliedWaiver | null, finding: Finding, scan: ScanId): Finding {
  if (waiver !== null) return { ...finding, state: 'waived', waiver };
  return finding.state === 'open' ? finding : { ...finding, state: 'open', waiver, since: scan };
}

function stepTo(before: Finding, finding: Finding): FindingTransition | null {
  const kind = stepBetween(before, finding);
  return kind === null ? null : { kind, finding };
}

function resolved(finding: Finding, scan: ScanId, cause: ResolutionCause): FindingTransition {
  return {
    kind: 'resolved',
    finding: { ...finding, state: 'resolved', resolvedAt: scan, cause, waiver: null, acknowledged: null },
  };
}
