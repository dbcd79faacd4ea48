import { type InventoryItem, keyOf, orgLogin } from '#core/credential.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { loadSnapshot } from '#scan/load-snapshot.ts';
import { runScan } from '#scan/run-scan.ts';
import { BusyError, OvertakenError } from '#scan/scan-errors.ts';
import type { Store } from '#scan/store-port.ts';
import { classicToken, fineGrainedToken, instant, NIGHT, person, repository } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { instantEngine, scanInput } from '#test/builders/scan-input.ts';
import { type Night, type Script, scriptedGitHub } from '#test/builders/scripted-github.ts';

let memory: Awaited<ReturnType<typeof memoryStore>>;
let store: Store;
beforeEach(async () => {
  memory = await memoryStore();
  store = memory.store;
});
afterEach(() => memory.close());

const TOKENS = 'fine-grained-tokens';
const token = (id: number, overrides: object = {}) =>
  fineGrainedToken({
    id: String(id),
    repositorySelection: 'all',
    repositories: null,
    repositoriesAsOf: null,
    ...overrides,
  });
const three = [token(1), token(2, { expiresAt: 'never' }), token(3)];
const refused = { kind: 'refused', reason: 'a permission is missing', missingPermission: 'a=read' } as const;
const spent = {
  kind: 'wait',
  until: instant('2026-11-22T03:00:00Z'),
  reason: 'the rate limit is spent',
} as const;

const night = (number: number): Instant => plusDays(NIGHT, number);
const tokens = (script: Script): Night => ({ lists: { [TOKENS]: script } });

async function scan(number: number, script: Night, waits: string[] = []) {
  const github = scriptedGitHub(script);
  const result = await runScan(
    scanInput({ github, store, scan: night(number), engine: instantEngine(waits) }),
  );
  const snapshot = await loadSnapshot(store, result.record);
  return {
    ...result,
    asked: github.asked,
    reading: (name: string) => result.record.sources.find(({ source }) => source === name),
    keys: [...snapshot.keys()].toSorted(),
    seen: (item: InventoryItem) => snapshot.get(keyOf(item))?.seen,
    item: (item: InventoryItem) => snapshot.get(keyOf(item))?.item,
  };
}
const changesOf = ({ changes }: Pick<Awaited<ReturnType<typeof scan>>, 'changes'>) =>
  changes.map(({ change, key }) => `${change} ${key}`);

describe('the first scan', () => {
  it('remembers what it saw, opens findings, and is complete', async () => {
    const first = await scan(0, { lists: { [TOKENS]: { items: three }, people: { items: [person()] } } });
    expect(first.record).toMatchObject({
      id: NIGHT,
      status: 'complete',
      previous: null,
      previousDigest: null,
      counts: { 'fine-grained-token': 3, person: 1, 'deploy-key': 0 },
      changes: { appeared: 4, changed: 0, gone: 0 },
      findings: { medium: 1 },
    });
    expect(first.keys).toEqual([
      'fine-grained-token:1',
      'fine-grained-token:2',
      'fine-grained-token:3',
      keyOf(person()),
    ]);
    expect(first.findings).toMatchObject([{ rule: 'never-expires', credential: { id: '2' }, since: NIGHT }]);
    expect(first.reading(TOKENS)).toMatchObject({ status: 'complete', count: 3, lastComplete: NIGHT });
  });

  it('for the same time again does nothing, and tells the same', async () => {
    const first = await scan(0, tokens({ items: three }));
    const again = await scan(0, tokens({ items: [] }));
    expect(again).toMatchObject({
      outcome: 'already-committed',
      record: first.record,
      findings: first.findings,
      asked: [],
    });
    expect(changesOf(again)).toEqual(changesOf(first));
  });

  it('with SSO not available there is complete, and counts nothing instead of 0', async () => {
    const sso = { stop: { kind: 'unavailable', reason: 'no SAML' } } as const;
    const first = await scan(0, { lists: { [TOKENS]: { items: three }, 'sso-credentials': sso } });
    expect(first.record).toMatchObject({
      status: 'complete',
      counts: { 'classic-token': null, 'ssh-key': null },
    });
  });
});

describe('a thing twice in a list that moved', () => {
  it('is in the snapshot once, as it was seen last', async () => {
    const first = await scan(0, tokens({ items: [token(1), token(2), token(1, { name: 'renamed' })] }));
    expect(first.reading(TOKENS)?.count).toBe(2);
    expect(first.item(token(1))).toMatchObject({ name: 'renamed' });
  });
});

describe('a fine-grained token that the SSO list repeats', () => {
  it('is not counted as a classic one', async () => {
    const twin = classicToken({ id: '1', scopes: null });
    const first = await scan(0, {
      lists: { [TOKENS]: { items: three }, 'sso-credentials': { items: [twin, classicToken()] } },
    });
    expect(first.record.counts).toMatchObject({ 'fine-grained-token': 3, 'classic-token': 1 });
  });
});

describe('an absence', () => {
  beforeEach(() => scan(0, tokens({ items: three })));

  it('is confirmed, and only then recorded as gone', async () => {
    const second = await scan(1, tokens({ items: [token(1)] }));
    expect(second.asked).toContain('fine-grained-tokens confirm fine-grained-token:2, fine-grained-token:3');
    expect(changesOf(second)).toEqual(['gone fine-grained-token:2', 'gone fine-grained-token:3']);
    expect(second.transitions).toMatchObject([{ kind: 'resolved', finding: { cause: 'revoked' } }]);
  });

  it('that GitHub denies is none: the token stays, and the list is read again for others that slid past', async () => {
    const second = await scan(
      1,
      tokens({ items: [token(1), token(3)], hidden: [token(2, { expiresAt: 'never' })] }),
    );
    expect(changesOf(second)).toEqual([]);
    expect(second.seen(token(2))).toBe(night(1));
    expect(second.asked.filter((what) => what === 'fine-grained-tokens from the start')).toHaveLength(2);
    expect(second.record.status).toBe('complete');
  });

  it('that GitHub will not confirm leaves the token where it was, and the scan partial', async () => {
    const second = await scan(1, tokens({ items: [token(1)], confirmStop: refused }));
    expect(changesOf(second)).toEqual([]);
    expect(second.seen(token(2))).toBe(NIGHT);
    expect(second.record).toMatchObject({ status: 'partial', counts: { 'fine-grained-token': 3 } });
    expect(second.reading(TOKENS)).toMatchObject({
      status: 'partial',
      carriedOver: 2,
      missingPermission: 'a=read',
    });
  });

  it('is confirmed after the wait, when GitHub asks to wait', async () => {
    const waits: string[] = [];
    const second = await scan(1, tokens({ items: [token(1), token(2)], confirmStop: spent }), waits);
    expect(waits).toEqual([spent.reason]);
    expect(changesOf(second)).toEqual(['changed fine-grained-token:2', 'gone fine-grained-token:3']);
    expect(second.record.usage.waitedSeconds).toBe(3_600);
  });
});

describe('a source that cannot be read', () => {
  beforeEach(() => scan(0, tokens({ items: three })));

  it.each<[string, Script, string, number | null]>([
    ['refused at once', { stop: refused }, 'refused', null],
    ['refused in the middle of paging', { items: [token(1)], stop: refused }, 'partial', 1],
    ['not there any more', { stop: { kind: 'unavailable', reason: 'gone' } }, 'unavailable', null],
    ['failing', { stop: { kind: 'failed', reason: 'five times 502' } }, 'partial', null],
  ])(
    '%s: nothing is gone, nothing resolved, nothing counted lower, and the scan is partial',
    async (_, script, status, count) => {
      const second = await scan(1, tokens(script));
      expect(second.record).toMatchObject({
        status: 'partial',
        counts: { 'fine-grained-token': 3 },
        changes: { gone: 0 },
      });
      expect(second.transitions).toEqual([]);
      expect(second.reading(TOKENS)).toMatchObject({
        status,
        count,
        carriedOver: 3 - (count ?? 0),
        lastComplete: NIGHT,
      });
      expect(second.seen(token(3))).toBe(NIGHT);

      const third = await scan(2, tokens({ items: [token(1), token(2, { expiresAt: 'never' })] }));
      expect(third.record).toMatchObject({ status: 'complete', changes: { gone: 1 } });
      expect(third.seen(token(2))).toBe(night(2));
    },
  );

  it('still shows what is new in the part that was seen', async () => {
    const second = await scan(1, tokens({ items: [token(9, { expiresAt: 'never' })], stop: refused }));
    expect(changesOf(second)).toEqual(['appeared fine-grained-token:9']);
    expect(second.transitions).toMatchObject([{ kind: 'opened', finding: { credential: { id: '9' } } }]);
  });
});

describe('a spent rate limit', () => {
  it('is waited out by the engine, and the source goes on where it stood', async () => {
    const waits: string[] = [];
    const first = await scan(0, tokens({ items: three, wait: spent }), waits);
    expect(waits).toEqual([spent.reason]);
    expect(first.asked.filter((what) => what.startsWith(TOKENS))).toEqual([
      'fine-grained-tokens from the start',
      'fine-grained-tokens from after the wait',
    ]);
    expect(first.record).toMatchObject({ status: 'complete', usage: { waitedSeconds: 3_600 } });
  });
});

describe('the repositories of a token that reaches some', () => {
  const subset = [101, 102, 103].map((id) => token(id, { repositorySelection: 'subset' }));
  const reads = (id: number) => () => ({
    kind: 'read' as const,
    repositories: [repository({ id })],
    pages: 1,
  });

  it('are read on the first night, and the night after only where it is due', async () => {
    const first = await scan(0, { ...tokens({ items: subset }), repositories: reads(7) });
    expect(first.reading('token-repositories')).toMatchObject({ status: 'complete', count: 3, pages: 3 });
    const second = await scan(1, {
      ...tokens({ items: [...subset.slice(1), token(101, { repositorySelection: 'subset', name: 'new' })] }),
      repositories: reads(8),
    });
    const asked = second.asked.filter((what) => what.startsWith('repositories'));
    expect(asked).toContain('repositories of fine-grained-token:101');
    expect(asked.length).toBeLessThan(3);
    expect(second.item(token(101))).toMatchObject({ repositories: [{ id: 8 }], repositoriesAsOf: night(1) });
  });

  it('stay as they were known when they may not be read, and the scan is partial', async () => {
    await scan(0, { ...tokens({ items: subset }), repositories: reads(7) });
    const renamed = subset.map((item) => ({ ...item, name: 'new' }));
    const second = await scan(1, { ...tokens({ items: renamed }), repositories: () => refused });
    expect(second.record.status).toBe('partial');
    expect(second.reading('token-repositories')).toMatchObject({
      status: 'partial',
      carriedOver: 3,
      missingPermission: 'a=read',
    });
    expect(second.item(token(102))).toMatchObject({
      name: 'new',
      repositories: [{ id: 7 }],
      repositoriesAsOf: NIGHT,
    });
  });

  it('are waited for, each once', async () => {
    let limited = true;
    const repositories = () => {
      if (!limited) return reads(7)();
      limited = false;
      return spent;
    };
    const waits: string[] = [];
    const first = await scan(0, { ...tokens({ items: subset }), repositories }, waits);
    expect(waits).toEqual([spent.reason]);
    expect(first.reading('token-repositories')).toMatchObject({ status: 'complete', count: 3 });
  });

  it('are no hole when the token was revoked meanwhile', async () => {
    const first = await scan(0, { ...tokens({ items: subset }), repositories: () => ({ kind: 'gone' }) });
    expect(first.reading('token-repositories')).toMatchObject({ status: 'complete', count: 0 });
    expect(first.item(token(101))).toMatchObject({ repositories: null });
  });
});

describe('scans in order', () => {
  it('each includes the digest of the one before', async () => {
    const first = await scan(0, tokens({ items: three }));
    const second = await scan(1, tokens({ items: three }));
    expect(second.record).toMatchObject({ previous: NIGHT, previousDigest: first.record.digest });
    expect(second.record.digest).not.toBe(first.record.digest);
  });

  it('one for an earlier time is refused: history is not rewritten', async () => {
    await scan(1, tokens({ items: three }));
    await expect(scan(0, tokens({ items: [] }))).rejects.toThrow(OvertakenError);
    await expect(scan(0, tokens({ items: [] }))).rejects.toThrow(
      'acme for 2026-11-22T02:00:00Z was not started',
    );
  });

  it('an organisation that somebody else scans is left alone', async () => {
    const busy: Store = {
      ...store,
      keeping: () => busy,
      open: async () => ({ kind: 'busy', scan: NIGHT, holder: 'another', until: night(1) }),
    };
    const attempt = runScan(scanInput({ github: scriptedGitHub({}), store: busy }));
    await expect(attempt).rejects.toThrow(BusyError);
    await expect(attempt).rejects.toThrow('another works on the scan');
  });

  it('two organisations do not touch each other', async () => {
    await scan(0, tokens({ items: three }));
    const other = await runScan(
      scanInput({ org: orgLogin('globex'), github: scriptedGitHub(tokens({ items: [token(1)] })), store }),
    );
    expect(other.record.counts['fine-grained-token']).toBe(1);
    expect((await scan(1, tokens({ items: three }))).changes).toEqual([]);
  });
});

describe('a scan that dies', () => {
  it('leaves the night before as it was, and lets the organisation go', async () => {
    const first = await scan(0, tokens({ items: three }));
    const broken: Store = {
      ...store,
      keeping: () => broken,
      stageTransitions: () => Promise.reject(new Error('the disk is full')),
    };
    const github = scriptedGitHub(tokens({ items: [] }));
    await expect(runScan(scanInput({ github, store: broken, scan: night(1) }))).rejects.toThrow(
      'the disk is full',
    );
    expect(await store.head(first.record.org)).toEqual(first.record);
    expect(await store.findings(first.record.org, ['open'])).toEqual(first.findings);

    const next = await scan(2, tokens({ items: three }));
    expect(next.record).toMatchObject({ previous: NIGHT, changes: { appeared: 0, changed: 0, gone: 0 } });
  });
});
