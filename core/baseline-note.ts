import type { Baseline } from './baseline.ts';
import type { Judgement } from './evaluate.ts';
import type { Instant } from './instant.ts';
import { lapseOf, type WaiverNote } from './waiver-note.ts';

/** A word on the baseline before its day and after it, as long as something in it still fails. */
export function baselineNotes(
  baseline: Baseline | null,
  judgements: readonly Judgement[],
  now: Instant,
): WaiverNote[] {
  if (baseline === null) return [];
  const { organisation, until } = baseline;
  const kind = lapseOf(until, now);
  if (kind === null) return [];
  const accepted = new Map(Object.entries(baseline.findings).map(([rule, keys]) => [rule, new Set(keys)]));
  const failing = judgements.filter(
    ({ key, rule, verdict }) => verdict.outcome === 'fail' && accepted.get(rule.id)?.has(key),
  ).length;
  if (failing === 0) return [];
  const match = { organisation, credential: null, owner: null, repository: null };
  return [{ kind, rule: null, match, ticket: null, until, failing }];
}
