import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { type Measured, measure } from './measured-process.ts';
import { readPlainly } from './readers.ts';
import { serveWorld } from './served-world.ts';

/** Three nights: the first fills the store, the second follows a day of life, the third is quiet. */
const NIGHTS = ['2026-10-20T02:00:00Z', '2026-10-21T02:00:00Z', '2026-10-21T03:00:00Z'];

/** `npm run bench -- scan [tokens]`: one organisation, read by `patrol scan` and by two programs that only read. */
export async function benchScan(tokens: number): Promise<string> {
  const world = await serveWorld(tokens);
  const folder = mkdtempSync(join(tmpdir(), 'patrol-bench-'));
  const rows = new Table({
    head: ['', 'requests', 'wall s', 'CPU s', 'peak MB', 'CPU ÷ parse', 'requests ÷ needed'],
    style: { head: [], border: [] },
  });
  try {
    const floor = await readPlainly(world, 10);
    const naive = await readPlainly(world, 1);
    const needed = Math.ceil(tokens / 100) + world.subsetPages;
    const row = (name: string, requests: number, wall: number, cpu: number, peak: string) =>
      rows.push([
        name,
        requests,
        wall.toFixed(1),
        cpu.toFixed(1),
        peak,
        (cpu / floor.parseSeconds).toFixed(1),
        (requests / needed).toFixed(3),
      ]);
    row('floor: ten at a time, parse, forget', floor.requests, floor.wallSeconds, floor.cpuSeconds, '-');
    row('naive: one after the other', naive.requests, naive.wallSeconds, naive.cpuSeconds, '-');
    for (const [index, night] of NIGHTS.entries()) {
      if (index > 0) await world.advanceTo(night);
      const run = await scan(folder, night, world);
      const { usage } = JSON.parse(run.stdout) as { usage: { requests: number } };
      row(
        `patrol scan, night ${index + 1}`,
        usage.requests,
        run.wallSeconds,
        run.cpuSeconds,
        `${run.peakMegabytes}`,
      );
    }
    return [
      `${tokens} fine-grained tokens; ${(floor.bytes / 2 ** 20).toFixed(1)} MB of JSON, JSON.parse alone ${floor.parseSeconds.toFixed(2)} s.`,
      'Patrol reads five more lists, settles, judges, stores; its wall and CPU include starting Node and the embedded store.',
      'No hourly limit, no pace limit (GITHUB_REQUESTS_PER_SECOND=Infinity); at GitHub’s own pace the wall time is requests ÷ 14 a second.',
      `${rows}`,
    ].join('\n');
  } finally {
    world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function scan(
  folder: string,
  at: string,
  world: { url: string; appId: number; privateKey: string },
): Promise<Measured> {
  return measure(
    ['bin/patrol-cli.ts', 'scan', '--org', 'acme', '--at', at, '--store', folder, '--format', 'json'],
    {
      PATH: process.env['PATH'],
      GITHUB_API_URL: world.url,
      GITHUB_APP_ID: `${world.appId}`,
      GITHUB_APP_PRIVATE_KEY: world.privateKey,
      GITHUB_REQUESTS_PER_SECOND: 'Infinity',
    },
  );
}
