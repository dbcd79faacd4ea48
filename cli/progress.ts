import type { OrgLogin } from '#core/credential.ts';
import { clip, inert } from '#core/inert.ts';
import type { Instant } from '#core/instant.ts';
import type { ProgressListener } from '#scan/ports.ts';
import { grouped } from './render/words.ts';

const REASON_WIDTH = 100;

/** A listener with an end: whatever it drew is put right, also after an error. */
export interface Progress extends ProgressListener {
  stop(): void;
}

export interface ProgressOptions {
  readonly org: OrgLogin;
  readonly stream: NodeJS.WritableStream;
  readonly now: () => Date;
}

/** `complete, 1,204 seen`; of what could not be looked at no number is given, since 0 would be a claim. */
export function finishedWords(status: string, seen: number): string {
  const looked = status === 'complete' || (status === 'partial' && seen > 0);
  return looked ? `${status}, ${grouped(seen)} seen` : inert(status);
}

/** `waiting until 02:31 UTC (17 min): GitHub's rate limit is spent`. */
export function waitingWords(until: Instant, reason: string, now: Date): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now.getTime()) / 1_000));
  const left = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return `waiting until ${until.slice(11, 16)} UTC (${left}): ${clip(inert(reason), REASON_WIDTH)}`;
}
