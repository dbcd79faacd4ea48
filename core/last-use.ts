import type { Credential } from './credential.ts';
import { daysBetween, type Instant } from './instant.ts';

/** Whether somebody would notice if it stopped working. `unknown`: GitHub does not tell. */
export function inUse(
  { lastUsedAt }: Pick<Credential, 'lastUsedAt'>,
  { now, withinDays }: { now: Instant; withinDays: number },
): boolean | 'unknown' {
  if (lastUsedAt === 'unknown') return 'unknown';
  return lastUsedAt !== 'never' && daysBetween(lastUsedAt, now) <= withinDays;
}
