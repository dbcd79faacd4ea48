import type { RetryDecision } from '@aws/durable-execution-sdk-js';
import { SigningError } from '#core/signing-error.ts';
import { DamagedChunkError, StoreLostError } from '#scan/store-port.ts';

const ATTEMPTS = 6;
const FIRST_DELAY_SECONDS = 5;
const LONGEST_DELAY_SECONDS = 300;

/**
 * Whether a step that failed is tried again. What says when to come back is asked then, however often; what another
 * try cannot change is not tried; anything else may pass within some minutes. Seconds are whole, at least 1.
 */
export function retryDecision(error: Error, attempt: number, now: Date): RetryDecision {
  const until = instantIn(error);
  if (until !== null) return after((until - now.getTime()) / 1_000);
  if (isFinal(error) || attempt >= ATTEMPTS) return { shouldRetry: false };
  return after(Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 3 ** (attempt - 1)));
}

function after(seconds: number): RetryDecision {
  return { shouldRetry: true, delay: { seconds: Math.max(1, Math.ceil(seconds)) } };
}

/** Epoch milliseconds, where the error names an instant to come back at (`ConnectionError.until`). */
function instantIn(error: Error): number | null {
  if (!('until' in error) || typeof error.until !== 'string') return null;
  const until = Date.parse(error.until);
  return Number.isNaN(until) ? null : until;
}

/** Somebody else has the organisation, a piece is damaged, a key does not sign, or GitHub refuses us altogether. */
function isFinal(error: Error): boolean {
  if (error instanceof SigningError) return !error.passing;
  if (error instanceof StoreLostError || error instanceof DamagedChunkError) return true;
  return 'problem' in error && error.problem !== 'unreachable';
}
