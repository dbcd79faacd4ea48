import { MultiBar, type SingleBar } from 'cli-progress';
import { inert } from '#core/inert.ts';
import type { Instant } from '#core/instant.ts';
import { SOURCES, type SourceName } from '#core/reading.ts';
import { finishedWords, type Progress, type ProgressOptions, waitingWords } from './progress.ts';
import { grouped } from './render/words.ts';

const BAR_WIDTH = 24;
const NAME_WIDTH = Math.max(...SOURCES.map((source) => source.length));

interface Row {
  seen: number;
  total: number | null;
  status: string | null;
}

/** A bar per source on a terminal, a line on top for what goes on, and nothing left of it when it is over. */
export function progressBars({ org, stream, now }: ProgressOptions): Progress {
  const bars = new MultiBar({ stream, clearOnComplete: true, hideCursor: true, fps: 5, gracefulExit: false });
  const rows = new Map<SourceName, Row>();
  let phase = 'starting';
  let wait: { readonly until: Instant; readonly reason: string } | null = null;
  let head: SingleBar | null = null;

  function headline(): string {
    const waits = wait !== null && Date.parse(wait.until) > now().getTime();
    return `${org}: ${wait !== null && waits ? waitingWords(wait.until, wait.reason, now()) : phase}`;
  }
  function rowFor(source: SourceName): Row {
    const known = rows.get(source);
    if (known !== undefined) return known;
    const row: Row = { seen: 0, total: null, status: null };
    rows.set(source, row);
    bars.create(1, 0, {}, { format: () => rowText(source, row) });
    return row;
  }

  return {
    phase(name) {
      phase = inert(name);
      head ??= bars.create(1, 0, {}, { format: headline });
    },
    source(source, seen, total) {
      Object.assign(rowFor(source), { seen, total });
    },
    finished(source, status, seen) {
      Object.assign(rowFor(source), { seen, status });
    },
    waiting(until, reason) {
      wait = { until, reason };
    },
    warning(words) {
      bars.log(`patrol: ${org}: ${inert(words)}\n`);
    },
    stop() {
      if (head !== null || rows.size > 0) bars.stop();
    },
  };
}

function rowText(source: SourceName, { seen, total, status }: Row): string {
  const name = `  ${source.padEnd(NAME_WIDTH)}  `;
  if (status !== null) return `${name}${finishedWords(status, seen)}`;
  if (total === null || total === 0) return `${name}${grouped(seen)} seen`;
  const full = Math.round(Math.min(1, seen / total) * BAR_WIDTH);
  return `${name}${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}  ${grouped(seen)} of ${grouped(total)}`;
}
