import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { InventoryItem } from '#core/credential.ts';
import { plusDays } from '#core/instant.ts';
import { KINDS_OF_SOURCE, LISTING_SOURCES } from '#core/reading.ts';
import { dump } from '#test/adapters/dynamodb/database.ts';
import { fineGrainedToken, instant, owner, person, tokenRequest } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { patrol, type Run } from './builders/fake-world.ts';

const FIRST = instant('2026-11-01T02:00:00Z');
const everywhere = { repositorySelection: 'all', repositories: null } as const;
const token = fineGrainedToken({
  ...everywhere,
  expiresAt: 'never',
  permissions: { repository: { contents: 'read' } },
});
const grown = { ...token, permissions: { repository: { contents: 'write', administration: 'write' } } };
const renewed = { ...grown, expiresAt: instant('2026-12-20T00:00:00Z'), name: '=HYPERLINK("x")\u001b[31m' };
const request = tokenRequest({ ...everywhere, tokenId: '777' });
const approved = fineGrainedToken({ ...everywhere, id: '777', name: 'metrics reader' });
const mallory = person({ id: '66', owner: owner('mallory', 66) });
const hers = fineGrainedToken({ ...everywhere, id: '88', owner: owner('mallory', 66) });

const NIGHTS: readonly (readonly InventoryItem[])[] = [
  [token, request, mallory, hers],
  [grown, request, mallory, hers],
  [{ ...grown, lastUsedAt: instant('2026-11-03T01:00:00Z') }, approved, mallory, hers],
  [renewed, approved],
  [approved],
];

let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeAll(async () => {
  memory = await memoryStore();
  for (const [night, items] of NIGHTS.entries()) await scan(night, items);
});
afterAll(() => memory.close());

function scan(night: number, items: readonly InventoryItem[]): Promise<Run> {
  const listOf = (source: (typeof LISTING_SOURCES)[number]) => ({
    items: items.filter(({ kind }) => (KINDS_OF_SOURCE[source] as readonly string[]).includes(kind)),
  });
  const lists = Object.fromEntries(LISTING_SOURCES.map((source) => [source, listOf(source)]));
  return patrol(['scan', '--org', 'acme', '--at', at(night)], {
    store: memory.again,
    github: { acme: { lists } },
  });
}

const at = (night: number) => plusDays(FIRST, night);
const run = (...words: string[]): Promise<Run> => patrol(words, { store: memory.again });
const json = async (...words: string[]) => JSON.parse((await run(...words, '--format', 'json')).stdout);

/** What happened to the thing itself, and what these rules found: other rules come and go. */
const concerns =
  (...rules: string[]) =>
  ({ finding }: { finding?: { rule: string } }): boolean =>
    finding === undefined || rules.includes(finding.rule);

describe('patrol timeline', () => {
  it('tells the life of a token: first seen, grown, renewed, gone, with findings and what was said', async () => {
    const { entries, credential } = await json('timeline', 'fine-grained-token:101001', '--org', 'acme');
    expect(credential).toBe('fine-grained-token:101001');
    const ofRule = (rule: string) => ({ finding: { rule } });
    expect(entries.filter(concerns('never-expires', 'critical-permission'))).toMatchObject([
      { at: at(0), after: null, what: 'appeared', item: { name: 'release notes' } },
      { at: at(0), what: 'finding', step: 'opened', ...ofRule('never-expires') },
      { at: at(0), what: 'alert', reason: 'first-seen', ...ofRule('never-expires') },
      {
        at: at(1),
        after: at(0),
        what: 'changed',
        rights: [
          { right: 'repository.administration', before: null, after: 'write', grew: true },
          { right: 'repository.contents', before: 'read', after: 'write', grew: true },
        ],
      },
      { at: at(1), what: 'finding', step: 'opened', ...ofRule('critical-permission') },
      { at: at(1), what: 'alert', reason: 'first-seen', ...ofRule('critical-permission') },
      {
        at: at(3),
        what: 'changed',
        fields: { expiresAt: { before: 'never', after: renewed.expiresAt }, name: { after: renewed.name } },
        rights: [],
      },
      { at: at(3), what: 'finding', step: 'reworded', ...ofRule('critical-permission') },
      { at: at(3), what: 'finding', step: 'resolved', finding: { rule: 'never-expires', cause: 'renewed' } },
      { at: at(3), what: 'alert', reason: 'resolved', ...ofRule('never-expires') },
      { at: at(4), what: 'gone', cause: 'revoked', item: { name: renewed.name } },
      { at: at(4), what: 'finding', step: 'resolved', finding: { rule: 'critical-permission' } },
      { at: at(4), what: 'alert', reason: 'resolved', ...ofRule('critical-permission') },
    ]);
  });

  it('is a table in words, what its owner wrote made inert', async () => {
    const { stdout, exit } = await run('timeline', 'fine-grained-token:101001', '--org', 'acme');
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /^acme, fine-grained token ".*" of octocat \(fine-grained-token:101001\): gone in the scan of 2026-11-05T02:00:00Z\.\n/,
    );
    expect(stdout).toMatch(
      /^2026-11-01 02:00 UTC +first looked at +granted 2026-09-01 09:30 UTC, expires: never$/m,
    );
    expect(stdout).toMatch(/^2026-11-02 02:00 UTC +rights grew +repository\.administration: none → write; /m);
    expect(stdout).toMatch(/^2026-11-04 02:00 UTC +changed +/m);
    expect(stdout).toMatch(/^2026-11-05 02:00 UTC +gone +revoked, deleted or uninstalled$/m);
    expect(stdout).not.toContain('\u001b');
  });

  it.each([
    ['token-request:84848', 'approved'],
    ['fine-grained-token:88', 'owner removed'],
    ['person:66', null],
  ])('gives the cause of the absence of %s: %s', async (key, cause) => {
    const { entries } = await json('timeline', key, '--org', 'acme');
    expect(
      entries.at(-1)?.what === 'gone' || entries.some(({ what }: { what: string }) => what === 'gone'),
    ).toBe(true);
    expect(entries.find(({ what }: { what: string }) => what === 'gone').cause).toBe(cause);
  });

  it.each([
    [
      'of what never was',
      ['timeline', 'fine-grained-token:5', '--org', 'acme'],
      /acme has no fine-grained-token:5 up to scan/,
    ],
    [
      'of a mistyped kind',
      ['timeline', 'fine-grained-tokn:5', '--org', 'acme'],
      /Did you mean fine-grained-token\?/,
    ],
    ['of an id alone', ['timeline', '101001', '--org', 'acme'], /"101001" is no kind and id/],
    ['of an unknown organisation', ['timeline', 'person:1', '--org', 'acmee'], /no scan of acmee yet/],
  ])('%s is refused in one sentence', async (_, words, message) => {
    const { exit, stderr, stdout } = await run(...words);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('patrol diff', () => {
  const between = (from: number, to: number) => ['diff', '--org', 'acme', '--from', at(from), '--to', at(to)];

  it('counts by kind and puts the rights that grew first', async () => {
    const document = await json(...between(0, 3));
    expect(document).toMatchObject({
      from: { asked: at(0), scan: at(0) },
      to: { scan: at(3) },
      basis: 'snapshots',
      counts: {
        'fine-grained-token': { appeared: 1, changed: 1, gone: 1 },
        'token-request': { appeared: 0, changed: 0, gone: 1 },
        person: { appeared: 0, changed: 0, gone: 1 },
      },
    });
    expect(
      document.changes.map(({ change, credential }: Record<string, string>) => [change, credential]),
    ).toEqual([
      ['changed', 'fine-grained-token:101001'],
      ['appeared', 'fine-grained-token:777'],
      ['gone', 'fine-grained-token:88'],
      ['gone', 'person:66'],
      ['gone', 'token-request:84848'],
    ]);
  });

  it('says in words what happened, and with nothing between that nothing did', async () => {
    const { stdout } = await run(...between(0, 1));
    expect(stdout).toMatch(
      /^acme, from the scan of 2026-11-01T02:00:00Z to the scan of 2026-11-02T02:00:00Z: 1 changed\.\n/,
    );
    expect(stdout).toMatch(/^fine-grained tokens +0 +1 +0$/m);
    expect(stdout).toMatch(
      /^rights grew +fine-grained-token:101001 +fine-grained token "release notes" of octocat: repository/m,
    );
    const day = ['--from', '2026-11-02T03:00:00Z', '--to', '2026-11-02T20:00:00Z'];
    expect((await run('diff', '--org', 'acme', ...day)).stdout).toMatch(
      /: nothing changed\.\nNo scan was made between these times: .*\n$/,
    );
  });

  it('goes up to the last scan when told no end', async () => {
    expect(await json('diff', '--org', 'acme', '--from', at(0))).toMatchObject({
      to: { asked: null, scan: at(4) },
    });
  });

  it('adds up the changes once a snapshot is pruned, and comes to the same', async () => {
    const [whole, now] = [await json(...between(0, 3)), () => new Date('2028-01-01T00:00:00Z')];
    const lost = (await dump(memory.table)).filter(
      ({ pk, type }) => pk === `SCAN#acme#${at(0)}` && type === 'chunk',
    );
    expect(lost.length).toBeGreaterThan(1);
    const { client, name } = memory.table;
    const remove = ({ pk, sk }: Record<string, unknown>) =>
      client.send(new DeleteCommand({ TableName: name, Key: { pk, sk } }));
    await remove(lost[0] ?? {});
    const words = [...between(0, 3), '--format', 'json'];
    const damaged = await run(...words);
    expect(damaged.exit).toBe(3);
    expect(damaged.stderr).toMatch(/is damaged: 0 of 1 parts are there/);
    expect(JSON.parse(damaged.stdout)).toMatchObject({ basis: 'changes', counts: whole.counts });
    for (const item of lost) await remove(item);
    const pruned = await patrol(words, { store: memory.again, now });
    expect({ exit: pruned.exit, stderr: pruned.stderr }).toEqual({ exit: 0, stderr: '' });
    expect(JSON.parse(pruned.stdout)).toEqual({ ...whole, basis: 'changes' });
    const later = await patrol(words, { store: memory.again, now: () => new Date('2033-11-01T02:00:00Z') });
    expect(later.exit).toBe(2);
    expect(later.stderr).toMatch(/was kept until 2033-11-01T02:00:00Z and is pruned/);
  });

  it.each([
    [
      'the wrong way round',
      between(1, 0),
      /--from 2026-11-02T02:00:00Z is later than --to 2026-11-01T02:00:00Z/,
    ],
    [
      'from before the first scan',
      ['diff', '--org', 'acme', '--from', '2026-10-01T00:00:00Z'],
      /was first scanned at/,
    ],
    ['without a beginning', ['diff', '--org', 'acme'], /required option '--from <instant>'/],
    [
      'into the future',
      ['diff', '--org', 'acme', '--from', at(0), '--to', '2030-01-01T00:00:00Z'],
      /still to come/,
    ],
  ])('%s is refused in one sentence', async (_, words, message) => {
    const { exit, stderr, stdout } = await run(...words);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
