import { readFileSync } from 'node:fs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { sha256 } from '#adapters/engine/sha256.ts';
import type { Alert } from '#core/alert.ts';
import type { ItemKey } from '#core/credential.ts';
import { plusDays } from '#core/instant.ts';
import { deliver } from '#scan/deliver.ts';
import { findingsAsOf } from '#scan/history/findings-as-of.ts';
import { readSnapshot } from '#scan/history/read-snapshot.ts';
import { readTimeline } from '#scan/history/read-timeline.ts';
import { verifyChain } from '#scan/history/verify-chain.ts';
import { runScan } from '#scan/run-scan.ts';
import { fineGrainedToken, instant } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { ACME, scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';
import { patrol } from '#test/cli/builders/fake-world.ts';
import { dump } from './database.ts';

type Item = Record<string, unknown>;

/** Two nights as the first version of Patrol stored them. Never to be made anew: old stores do not change either. */
const stored = JSON.parse(
  readFileSync(new URL('./first-version.json', import.meta.url), 'utf8'),
  (_, value) => (typeof value?.base64 === 'string' ? Buffer.from(value.base64, 'base64') : value),
) as Item[];
const [FIRST, SECOND, THIRD] = ['21', '22', '23'].map((day) => instant(`2026-11-${day}T02:00:00Z`)) as [
  ReturnType<typeof instant>,
  ReturnType<typeof instant>,
  ReturnType<typeof instant>,
];

let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeEach(async () => {
  memory = await memoryStore();
  for (const item of stored) await put(item);
});
afterEach(() => memory.close());

const put = (Item: Item) => memory.table.client.send(new PutCommand({ TableName: memory.table.name, Item }));

const said = { at: SECOND, severity: 'medium', tier: null };
/** The finding of the first version that is about a token which never expired, open again and told at the terminal. */
const told = () => ({
  ...stored.find(({ pk, rule }) => pk === 'FINDINGS#acme' && rule === 'never-expires'),
  ...{ state: 'open', resolvedAt: null, cause: null, listedIn: 'FINDINGS#acme#open', said },
});

describe('a store that the first version wrote', () => {
  it('is read as it was: snapshots, findings, timelines, and the chain fits', async () => {
    const { store } = memory;
    const [first, second] = [await store.scanAt(ACME, FIRST), await store.scanAt(ACME, SECOND)];
    if (first === null || second === null) throw new RangeError('The scans are gone.');
    const { snapshot } = await readSnapshot(store, first, THIRD);
    expect([...snapshot.keys()].sort()).toEqual([
      'classic-token:161195',
      'fine-grained-token:101001',
      'fine-grained-token:7',
      'person:583231',
    ]);
    const open = (await findingsAsOf(store, ACME, first.id)).filter(({ state }) => state === 'open');
    expect(open.map(({ rule }) => rule)).toContain('never-expires');
    const { entries } = await readTimeline(store, second, 'fine-grained-token:7' as ItemKey);
    expect(entries.map(({ what }) => what)).toEqual(expect.arrayContaining(['appeared', 'gone']));
    const verified = await verifyChain(store, ACME, { now: THIRD, sha256, check: null });
    expect(verified).toMatchObject({ count: 2, misfits: [], damaged: [] });
  });

  it('is scanned on, and what was written before still fits', async () => {
    const github = scriptedGitHub({ lists: { 'fine-grained-tokens': { items: [fineGrainedToken()] } } });
    const { record } = await runScan(scanInput({ scan: THIRD, store: memory.store, github }));
    expect(record.previous).toBe(SECOND);
    const verified = await verifyChain(memory.store, ACME, { now: THIRD, sha256, check: null });
    expect(verified).toMatchObject({ count: 3, misfits: [], damaged: [] });
  });

  it('remembers what was said at the terminal, and for as long as the finding lives', async () => {
    await put(told());
    const tokens = { 'fine-grained-tokens': { items: [fineGrainedToken({ expiresAt: 'never' })] } };
    const heard: string[] = [];
    const sink = {
      channel: 'test',
      send: async (alerts: readonly Alert[]) => {
        heard.push(...alerts.map(({ finding, reason }) => `${reason} ${finding.rule}`));
      },
    };
    for (const [night, lists] of [
      [THIRD, tokens],
      [plusDays(THIRD, 1), { 'fine-grained-tokens': { items: [] } }],
      [plusDays(THIRD, 2), { 'fine-grained-tokens': { items: [] } }],
    ] as const) {
      const { record } = await runScan(
        scanInput({ scan: night, store: memory.store, github: scriptedGitHub({ lists }) }),
      );
      await deliver({ record, sink, store: memory.store });
    }
    expect(heard.filter((each) => each.endsWith('never-expires'))).toEqual(['resolved never-expires']);
    const items = (await dump(memory.table)).filter(
      ({ rule, type }) => type === 'finding' && rule === 'never-expires',
    );
    expect(items).toMatchObject([{ schemaVersion: 2, state: 'resolved', said }]);
  });

  it.each([
    ['head', ['findings', '--org', 'acme']],
    ['scan', ['inventory', '--org', 'acme', '--as-of', '2026-11-21T12:00:00Z']],
    ['chunk', ['inventory', '--org', 'acme']],
    ['change', ['timeline', 'fine-grained-token:7', '--org', 'acme']],
  ])('and a newer one since (a %s) is refused in one sentence, not guessed', async (type, words) => {
    for (const item of stored.filter((each) => each['type'] === type))
      await put({ ...item, schemaVersion: 3 });
    const now = () => new Date(THIRD);
    const { exit, stderr, stdout } = await patrol(words, { store: memory.again, now });
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(
      /^patrol: Item .* has schema version 3, and this Patrol reads versions 1 and 2 only\./,
    );
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
