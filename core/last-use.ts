import type { Credential } from './credential.ts';
import { daysBetween, daysFrom, type Instant } from './instant.ts';

/** Whether somebody would notice if it stopped working. `unknown`: GitHub does not tell. */
export function inUse(
  { lastUsedAt }: Pick<Credential, 'lastUsedAt'>,
  { now, withinDays }: { now: Instant; withinDays: number },
): boolean | 'unknown' {
  if (lastUsedAt === 'unknown') return 'unknown';
  return lastUsedAt !== 'never' && lastUsedAt >= daysFrom(now, -withinDays);
}

/** How long something was not used, and since when in words; from its grant on, if it never was. */
export function daysIdle(
  { grantedAt, lastUsedAt }: Pick<Credential, 'grantedAt' | 'lastUsedAt'>,
  now: Instant,
): { readonly days: number; readonly words: string } | 'unknown' {
  if (lastUsedAt === 'unknown') return 'unknown';
  if (lastUsedAt !== 'never') {
    return { days: daysBetween(lastUsedAt, now), words: `was last used on ${lastUsedAt.slice(0, 10)}` };
  }
  if (grantedAt === null) return 'unknown';
  return { days: daysBetween(grantedAt, now), words: `was never used since ${grantedAt.slice(0, 10)}` };
}
