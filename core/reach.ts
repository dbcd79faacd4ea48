import type { Repository } from './credential.ts';
import { SEVERITIES, type Severity, severityRank } from './finding.ts';

/** How far rights over repositories go. `idle`: to archived repositories only, or to none. */
export type Reach = 'all' | 'some' | 'idle';

const STEPS_DOWN = { all: 0, some: 1, idle: 2 } as const satisfies Record<Reach, number>;

interface Selection {
  readonly repositorySelection: string;
  /** Not there, or null: which ones is not known. */
  readonly repositories?: readonly Repository[] | null;
}

/** Which repositories, where it is not known, are taken to be in use. */
export function reachOf({ repositorySelection, repositories }: Selection): Reach {
  if (repositorySelection === 'all') return 'all';
  if (repositorySelection === 'none') return 'idle';
  return repositories?.every(({ archived }) => archived) === true ? 'idle' : 'some';
}

/**
 * A risk, as loud as it reaches far: a step down where rights over repositories hold in some of them, two where
 * they hold in none that is in use. A right over the organisation always reaches all of it.
 */
export function severityAt(
  risk: Severity,
  right: { readonly inRepositories: boolean },
  reach: Reach,
): Severity {
  return right.inRepositories ? lowered(risk, STEPS_DOWN[reach]) : risk;
}

function lowered(severity: Severity, steps: number): Severity {
  return SEVERITIES[Math.max(0, severityRank(severity) - steps)] ?? severity;
}
