import type { Instant } from '#core/instant.ts';
import { UsageError } from './usage-error.ts';

/**
 * A day that is over excuses nothing: a policy may still hold one, and nobody means to write one.
 *
 * @throws {UsageError} when the day, which is one, is over.
 */
export function expectAhead(option: string, day: string | undefined, today: Instant): void {
  const first = today.slice(0, 10);
  if (day === undefined || day >= first) return;
  throw new UsageError(`${option} is ${day}, which is over: it must be ${first} (today, UTC) or later.`);
}
