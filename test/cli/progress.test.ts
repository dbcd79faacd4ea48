import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress, ProgressOptions } from '#cli/progress.ts';
import { progressBars } from '#cli/progress-bars.ts';
import { progressLines } from '#cli/progress-lines.ts';
import { orgLogin } from '#core/credential.ts';
import { instant } from '#test/builders/items.ts';

async function watch(
  create: (options: ProgressOptions) => Progress,
  happen: (progress: Progress) => unknown,
  terminal = false,
): Promise<string> {
  const stream = Object.assign(new PassThrough(), terminal ? { isTTY: true, columns: 80 } : {});
  const written = text(stream);
  const now = () => new Date('2026-11-22T02:14:00Z');
  const progress = create({ org: orgLogin('acme'), stream, now });
  await happen(progress);
  progress.stop();
  stream.end();
  return written;
}

function aNight(progress: Progress): void {
  progress.phase('reading');
  for (let seen = 0; seen <= 2_500; seen += 100) progress.source('fine-grained-tokens', seen, 2_500);
  progress.waiting(instant('2026-11-22T02:31:00Z'), "GitHub's rate limit is spent");
  progress.waiting(instant('2026-11-22T02:31:00Z'), "GitHub's rate limit is spent");
  progress.finished('fine-grained-tokens', 'complete', 2_500);
  progress.finished('people', 'refused', 0);
}

describe('progress where there is no terminal', () => {
  it('is a line for each source that is finished and for each wait', async () => {
    expect(await watch(progressLines, aNight)).toBe(
      [
        "patrol: acme: waiting until 02:31 UTC (17 min): GitHub's rate limit is spent",
        'patrol: acme: fine-grained-tokens complete, 2,500 seen',
        'patrol: acme: people refused',
        '',
      ].join('\n'),
    );
  });
});

describe('progress on a terminal', () => {
  const CLEARED = '\u001b[0J';

  it('shows a bar a source, the wait and until when', async () => {
    const written = await watch(
      progressBars,
      async (progress) => {
        progress.phase('reading');
        progress.source('fine-grained-tokens', 1_250, 2_500);
        progress.source('people', 40, null);
        progress.waiting(instant('2026-11-22T02:31:00Z'), "GitHub's rate limit is spent");
        await sleep(500);
      },
      true,
    );
    expect(written).toContain("acme: waiting until 02:31 UTC (17 min): GitHub's rate limit is spent");
    expect(written).toContain(`${'█'.repeat(12)}${'░'.repeat(12)}  1,250 of 2,500`);
    expect(written).toContain('40 seen');
  });

  it('leaves a clean terminal with its cursor, whatever happened', async () => {
    const written = await watch(progressBars, aNight, true);
    const end = written.slice(written.lastIndexOf('\u001b[?25h'));
    expect(written.indexOf('\u001b[?25l')).toBeGreaterThanOrEqual(0);
    expect(end).toContain('\u001b[?25h');
    expect(end.endsWith(CLEARED)).toBe(true);
  });

  it('writes nothing when nothing happened', async () => {
    expect(await watch(progressBars, () => undefined, true)).toBe('');
  });
});
