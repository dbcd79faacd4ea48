import { inert } from '#core/inert.ts';
import { finishedWords, type Progress, type ProgressOptions, waitingWords } from './progress.ts';

/** For logs and pipes: a line per source that is finished and one per wait, nothing that repeats. */
export function progressLines({ org, stream, now }: ProgressOptions): Progress {
  const said = new Set<string>();
  const say = (once: string, words: string): void => {
    if (said.has(once)) return;
    said.add(once);
    stream.write(`patrol: ${org}: ${words}\n`);
  };
  return {
    source: () => undefined,
    phase: () => undefined,
    finished: (source, status, seen) =>
      say(`${source} ${status}`, `${source} ${finishedWords(status, seen)}`),
    waiting: (until, reason) => say(`${until} ${reason}`, waitingWords(until, reason, now())),
    warning: (words) => say(words, inert(words)),
    stop: () => undefined,
  };
}
