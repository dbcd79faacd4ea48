import type { Alert } from './alert.ts';
import { type Finding, severityRank } from './finding.ts';

/** Beyond any tier; finite, since two of them are subtracted. */
const NO_TIER = Number.MAX_SAFE_INTEGER;

/** The loudest first, then the nearest tier, then the oldest. */
export function loudestFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(byLoudness);
}

export function loudestAlertsFirst(alerts: readonly Alert[]): Alert[] {
  return alerts.toSorted((one, other) => byLoudness(one.finding, other.finding));
}

function byLoudness(one: Finding, other: Finding): number {
  return (
    severityRank(other.severity) - severityRank(one.severity) ||
    (one.tier ?? NO_TIER) - (other.tier ?? NO_TIER) ||
    compare(one.since, other.since) ||
    compare(one.id, other.id)
  );
}

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);
