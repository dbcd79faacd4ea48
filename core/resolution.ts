import { type InventoryItem, keyOf } from './credential.ts';
import type { Finding, ResolutionCause, Verdict } from './finding.ts';
import { hasExpired } from './has-expired.ts';
import type { Policy } from './policy/policy.ts';
import { settingsOf } from './policy/rule-settings.ts';
import { inScopeOf } from './policy/scope.ts';
import { mayClose, type Reading, type SourceName, sourceOfKind } from './reading.ts';
import type { Rule } from './rules/rule.ts';
import type { ScanId } from './scan-record.ts';
import type { Sighting, Snapshot } from './snapshot.ts';

/** What a night knows that may end a finding. */
export interface NightSeen {
  readonly scan: ScanId;
  readonly rules: readonly Rule[];
  readonly policy: Pick<Policy, 'rules'>;
  readonly previous: Snapshot;
  readonly current: Snapshot;
  readonly readings: ReadonlyMap<SourceName, Pick<Reading, 'status'>>;
  /** Whether the thing would still fail by the limits by which this finding failed last. */
  readonly stillFails: (finding: Finding) => boolean;
}

/**
 * Why a finding whose rule does not fail tonight is over; null: it is not, or we could not see well enough to say
 * so. `verdict`: what the rule says in its version of today. Only what was seen whole ends a finding; but one that
 * goes on under the fingerprint of its rule's new version is not there twice.
 */
export function resolutionOf(
  night: NightSeen,
  finding: Finding,
  verdict: Verdict['outcome'] | undefined,
): ResolutionCause | null {
  if (verdict === 'fail') return 'rule changed';
  const sighting = night.current.get(keyOf(finding.credential));
  if (sighting === undefined) return causeOfAbsence(night, finding);
  if (verdict === 'unknown' || !wasSeen(night, finding, sighting)) return null;
  const rule = night.rules.find(({ id }) => id === finding.rule);
  if (rule === undefined || rule.version !== finding.ruleVersion) return 'rule changed';
  if (isPastExpiry(sighting.item, night.scan)) return 'expired';
  return causeOfPass(night, finding, { rule, sighting });
}

/** It is there, and the rule has nothing against it: one of the two has changed. */
function causeOfPass(
  night: NightSeen,
  finding: Finding,
  { rule, sighting }: { readonly rule: Rule; readonly sighting: Sighting },
): ResolutionCause {
  if (night.stillFails(finding)) return leftScope(night, rule, sighting) ? 'out of scope' : 'policy changed';
  return typeof rule.resolvedBy === 'function' ? rule.resolvedBy(sighting.item) : rule.resolvedBy;
}

/** Whether it was where the rule judges, by the scope of today, and is no more. */
function leftScope({ policy, previous }: NightSeen, rule: Rule, { item }: Sighting): boolean {
  const { scope } = settingsOf(policy, rule);
  const before = previous.get(keyOf(item));
  if (scope === undefined || before === undefined) return false;
  const judges = inScopeOf(scope);
  return judges(before.item) && !judges(item);
}

function wasSeen({ readings, scan }: NightSeen, { credential }: Finding, { seen }: Sighting): boolean {
  return seen === scan && mayClose(readings.get(sourceOfKind(credential.kind)));
}

/**
 * GitHub does not say why a credential is no longer listed: past its expiry date it expired, when its owner left with
 * it that was why, and else it was revoked.
 */
function causeOfAbsence({ current, previous, readings, scan }: NightSeen, finding: Finding): ResolutionCause {
  if (finding.credential.kind === 'token-request') return 'decided';
  if (finding.credential.kind === 'person') return 'owner removed';
  const lastSeen = previous.get(keyOf(finding.credential));
  if (lastSeen === undefined) return 'revoked';
  if (isPastExpiry(lastSeen.item, scan)) return 'expired';
  const owner = keyOf({ kind: 'person', id: `${lastSeen.item.owner?.id}` });
  const ownerLeft = previous.has(owner) && !current.has(owner) && mayClose(readings.get('people'));
  return ownerLeft ? 'owner removed' : 'revoked';
}

function isPastExpiry(item: InventoryItem, scan: ScanId): boolean {
  return item.kind !== 'person' && hasExpired(item, scan);
}
