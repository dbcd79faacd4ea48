import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { type Measured, measure } from './measured-process.ts';
import { readPlainly } from './readers.ts';
import { serveStore } from './served-store.ts';
import { serveWorld } from './served-world.ts';

/** Three nights: the first fills the store, the second follows a day of life, the third is quiet. */
const NIGHTS = ['2026-10-20T02:00:00Z', '2026-10-21T02:00:00Z', '2026-10-21T03:00:00Z'];

/** `npm run bench -- scan [tokens]`: one organisation, read by `patrol scan` and by two programs that only read. */
export async function benchScan(tokens: number): Promise<string> {
  const world = await serveWorld(tokens);
  const folder = mkdtempSync(join(tmpdir(), 'patrol-bench-'));
  const store = await serveStore(join(folder, 'table'));
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
      for (const [name, place, env] of [
        ['patrol alone', 'dynamodb://patrol', store.env],
        ['with the embedded store', join(folder, 'store'), {}],
      ] as const) {
        const run = await scan({ at: night, place }, { ...environmentOf(world), ...env });
        const { usage } = JSON.parse(run.stdout) as { usage: { requests: number } };
        const { cpuSeconds, peakMegabytes, wallSeconds } = run;
        row(`night ${index + 1}, ${name}`, usage.requests, wallSeconds, cpuSeconds, `${peakMegabytes}`);
      }
    }
    return [
      `${tokens} fine-grained tokens; ${(floor.bytes / 2 ** 20).toFixed(1)} MB of JSON, JSON.parse alone ${floor.parseSeconds.toFixed(2)} s.`,
      'Patrol reads five more lists, settles, judges, stores. Alone: the store is a process of its own; its wall and CPU include starting Node.',
      'No hourly limit, no pace limit (GITHUB_REQUESTS_PER_SECOND=Infinity); at GitHub’s own pace the wall time is requests ÷ 14 a second.',
      `${rows}`,
    ].join('\n');
  } finally {
    world.stop();
    store.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function scan(
  { at, place }: { readonly at: string; readonly place: string },
  env: NodeJS.ProcessEnv,
): Promise<Measured> {
  return measure(
    ['bin/patrol-cli.ts', 'scan', '--org', 'acme', '--at', at, '--store', place, '--format', 'json'],
    env,
  );
}

function environmentOf(world: { url: string; appId: number; privateKey: string }): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    GITHUB_API_URL: world.url,
    GITHUB_APP_ID: `${world.appId}`,
    GITHUB_APP_PRIVATE_KEY: world.privateKey,
    GITHUB_REQUESTS_PER_SECOND: 'Infinity',
  };
}
