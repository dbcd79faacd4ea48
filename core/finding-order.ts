import { type Finding, severityRank } from './finding.ts';

/** Beyond any tier; finite, since two of them are subtracted. */
const NO_TIER = Number.MAX_SAFE_INTEGER;

/** The loudest first, then the nearest tier, then the oldest. */
export function loudestFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (one, other) =>
      severityRank(other.severity) - severityRank(one.severity) ||
      (one.tier ?? NO_TIER) - (other.tier ?? NO_TIER) ||
      compare(one.since, other.since) ||
      compare(one.id, other.id),
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
