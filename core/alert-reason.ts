import { type AlertReason, type Finding, type Said, severityRank } from './finding.ts';

/**
 * Why this finding deserves a word now, from what was last said of it; null: nothing new. What was decided in an
 * earlier run and never said is decided again, so nothing is lost when a run dies before it could speak.
 */
export function alertReason(finding: Finding): AlertReason | null {
  const said = finding.said !== null && finding.said.at >= finding.since ? finding.said : null;
  switch (finding.state) {
    case 'open':
      return said === null ? 'first-seen' : raisedSince(said, finding);
    case 'resolved':
      return said !== null && finding.resolvedAt !== null && said.at < finding.resolvedAt ? 'resolved' : null;
    case 'waived':
      return null;
    default:
      return finding.state satisfies never;
  }
}

function raisedSince(said: Said, { severity, tier }: Finding): AlertReason | null {
  if (tier !== null && said.tier !== null && tier < said.tier) return 'tier-raised';
  return severityRank(severity) > severityRank(said.severity) ? 'severity-raised' : null;
}
