import type { FineGrainedToken, TokenRequest } from './credential.ts';
import { changedFields } from './diff.ts';
import { daysBetween } from './instant.ts';
import type { ScanId } from './scan-record.ts';

/** Every holder's repositories are read anew within so many nights, since a change of them alone shows nowhere else. */
const NIGHTS_OF_A_ROUND = 7;

type Holder = FineGrainedToken | TokenRequest;

/**
 * Whether the repositories of a `subset` holder must be read tonight: it is new, anything else of it changed, they
 * are not known, they are a week old, or it is the turn of its seventh (by id, so that the turns stay even).
 */
export function repositoriesDue(before: Holder | undefined, now: Holder, scan: ScanId): boolean {
  if (before === undefined || before.repositories === null || before.repositoriesAsOf === null) return true;
  if (daysBetween(before.repositoriesAsOf, scan) >= NIGHTS_OF_A_ROUND) return true;
  const night = Math.floor(Date.parse(scan) / 86_400_000);
  if (Number(now.id) % NIGHTS_OF_A_ROUND === night % NIGHTS_OF_A_ROUND) return true;
  return (
    Object.keys(changedFields(before, { ...now, repositories: before.repositories } as Holder)).length > 0
  );
}
