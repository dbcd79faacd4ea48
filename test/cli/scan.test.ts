import { classicToken, fineGrainedToken, instant } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import type { Night } from '#test/builders/scripted-github.ts';
import { named, type Organisations, patrol, type Run } from './builders/fake-world.ts';

const expiring = fineGrainedToken({ expiresAt: instant('2026-11-22T20:00:00Z') });
const quiet: Night = { lists: { 'fine-grained-tokens': { items: [fineGrainedToken()] } } };
const loud: Night = { lists: { 'fine-grained-tokens': { items: [expiring] } } };
const refused: Night = {
  lists: {
    'sso-credentials': {
      stop: {
        kind: 'refused',
        reason: 'GitHub answered 403',
        missingPermission: 'organization_administration=read',
      },
    },
  },
};
const noSaml: Night = {
  lists: { 'sso-credentials': { stop: { kind: 'unavailable', reason: 'no SAML here' } } },
};
const notInstalled = named('ConnectionError', 'The App is not installed in beta.');

let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeEach(async () => {
  memory = await memoryStore();
});
afterEach(() => memory.close());

const scan = (github: Organisations, ...words: string[]): Promise<Run> =>
  patrol(['scan', ...words], { store: memory.again, github });

describe('the exit code of a scan', () => {
  it.each<[string, Organisations, string[], number]>([
    ['all is quiet', { acme: quiet }, ['--org', 'acme'], 0],
    ['something is open and nobody asked', { acme: loud }, ['--org', 'acme'], 0],
    ['something is open at the limit', { acme: loud }, ['--org', 'acme', '--fail-on', 'critical'], 1],
    ['something is open above the limit', { acme: loud }, ['--org', 'acme', '--fail-on', 'low'], 1],
    ['nothing is open at the limit', { acme: quiet }, ['--org', 'acme', '--fail-on', 'low'], 0],
    ['a source was refused', { acme: refused }, ['--org', 'acme'], 3],
    ['a feature was never there', { acme: noSaml }, ['--org', 'acme'], 0],
    [
      'a source was refused and something is open',
      { acme: { lists: { ...loud.lists, ...refused.lists } } },
      ['--org', 'acme', '--fail-on', 'low'],
      3,
    ],
    ['the organisation cannot be reached', { beta: notInstalled }, ['--org', 'beta'], 2],
    ['one of two cannot be reached', { acme: quiet, beta: notInstalled }, ['--org', 'acme', 'beta'], 3],
    [
      'none of two can be reached',
      { acme: named('ConnectionError', 'no'), beta: notInstalled },
      ['--org', 'acme', 'beta'],
      2,
    ],
    ['one of two is partial', { acme: quiet, beta: refused }, ['--all-organisations'], 3],
    ['one of two is loud', { acme: quiet, beta: loud }, ['--all-organisations', '--fail-on', 'high'], 1],
    ['no organisation is reached', {}, ['--all-organisations'], 2],
    ['no organisation is named', { acme: quiet }, [], 2],
    ['both are named', { acme: quiet }, ['--org', 'acme', '--all-organisations'], 2],
  ])('when %s', async (_, github, words, exit) => {
    expect(await scan(github, ...words)).toMatchObject({ exit });
  });

  it('is 3 when a later scan is committed by another patrol at this moment, 2 when --at is in the past', async () => {
    await scan({ acme: quiet }, '--org', 'acme');
    const earlier = await scan({ acme: quiet }, '--org', 'acme', '--at', '2026-11-21T02:00:00Z');
    expect(earlier).toMatchObject({ exit: 2, stdout: '' });
    expect(earlier.stderr).toMatch(/^patrol: The scan of acme for 2026-11-21T02:00:00Z was not started/m);
  });
});

describe('what a scan prints', () => {
  it('begins with whether it is whole', async () => {
    expect((await scan({ acme: quiet }, '--org', 'acme')).stdout).toMatch(
      /^acme, scan of 2026-11-22T02:00:00Z: complete\n/,
    );
  });

  it('names the missing permission first, and never a 0 for what was not seen', async () => {
    const { stdout } = await scan({ acme: refused }, '--org', 'acme');
    expect(stdout).toMatch(
      /^acme, scan of 2026-11-22T02:00:00Z: PARTIAL\. 1 source not read whole: sso-credentials\./,
    );
    expect(stdout.replace(/\s+/g, ' ')).toContain('grant organization_administration=read');
    expect(stdout).toMatch(/^sso-credentials +refused +–/m);
    expect(stdout).toContain('Classic tokens');
    expect(stdout).toContain('not visible here');
    expect(stdout).not.toMatch(/\b0 classic tokens/);
  });

  it('says what on-call would get once, and not again in the next scan', async () => {
    const first = await scan({ acme: loud }, '--org', 'acme');
    expect(first.stdout).toContain('acme: 1 new');
    expect(first.stdout).toContain('last used: 2026-11-21');
    const second = await scan({ acme: loud }, '--org', 'acme', '--at', '2026-11-22T03:00:00Z');
    expect(second.stdout).toContain('Message for on-call: none');
  });

  it('says it again when nobody could read it the first time', async () => {
    const { Writable } = await import('node:stream');
    const closed = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    });
    closed.on('error', () => undefined);
    const unread = await patrol(['scan', '--org', 'acme'], {
      store: memory.again,
      github: { acme: loud },
      stdout: closed,
    });
    expect(unread).toMatchObject({ exit: 0, stderr: expect.not.stringContaining('EPIPE') });
    const again = await scan({ acme: loud }, '--org', 'acme');
    expect(again.stdout).toContain('was made before');
    expect(again.stdout).toContain('acme: 1 new');
  });

  it('goes on with the others when one cannot be scanned, and says so on both outputs', async () => {
    const run = await scan({ beta: notInstalled, acme: quiet }, '--all-organisations');
    expect(run.stdout).toContain('beta: NOT SCANNED. The App is not installed in beta.');
    expect(run.stdout).toContain('acme, scan of 2026-11-22T02:00:00Z: complete');
    expect(run.stderr).toContain('patrol: 2 organisations: 1 complete, 1 not scanned (beta).');
  });

  it('lists what is gone before what appeared', async () => {
    await scan({ acme: quiet }, '--org', 'acme');
    const { stdout } = await scan(
      { acme: { lists: { 'sso-credentials': { items: [classicToken()] } } } },
      '--org',
      'acme',
      '--at',
      '2026-11-23T02:00:00Z',
    );
    expect(stdout).toMatch(
      /1 appeared, 0 changed, 1 gone\.\n {2}- gone fine-grained token.*\n {2}\+ appeared classic token/,
    );
  });

  it('writes a line per source and nothing else to standard error where there is no terminal', async () => {
    const { stderr } = await scan({ acme: quiet }, '--org', 'acme');
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toContain('patrol: acme: fine-grained-tokens complete, 1 seen');
    expect(lines.every((line) => line.startsWith('patrol: acme: '))).toBe(true);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('warns of a scan that is named by a time to come', async () => {
    const { stderr } = await scan({ acme: quiet }, '--org', 'acme', '--at', '2062-11-22T02:00:00Z');
    expect(stderr).toMatch(/^patrol: --at 2062-11-22T02:00:00Z lies ahead/);
  });
});

describe('the JSON of a scan', () => {
  it('is one document on standard output alone, as the contract has it', async () => {
    const run = await scan({ acme: loud }, '--org', 'acme', '--format', 'json');
    const document = JSON.parse(run.stdout);
    expect(document).toMatchObject({
      schemaVersion: 1,
      scan: { id: '2026-11-22T02:00:00Z', org: 'acme', status: 'complete' },
      counts: { 'fine-grained-token': 1 },
      changes: [{ credential: 'fine-grained-token:101001', change: 'appeared', fields: {} }],
      findings: [
        {
          rule: 'expires-soon',
          severity: 'critical',
          state: 'open',
          tier: 1,
          credential: { kind: 'fine-grained-token', id: '101001', owner: 'octocat', name: 'release notes' },
          since: '2026-11-22T02:00:00Z',
        },
      ],
      alerts: [
        { finding: document.findings[0].id, reason: 'first-seen', channel: 'terminal', status: 'delivered' },
      ],
      usage: { waitedSeconds: 0 },
    });
  });

  it('has null, never 0, where nothing could be seen', async () => {
    const { stdout } = await scan({ acme: refused }, '--org', 'acme', '--format', 'json');
    const document = JSON.parse(stdout);
    expect(document.counts['classic-token']).toBeNull();
    expect(document.scan.sources).toContainEqual(
      expect.objectContaining({
        source: 'sso-credentials',
        status: 'refused',
        count: null,
        missingPermission: 'organization_administration=read',
        carriedOver: 0,
        lastComplete: null,
      }),
    );
  });

  it('of several organisations is one document too, with the reason where one has no scan', async () => {
    const { stdout } = await scan(
      { acme: loud, beta: notInstalled, gamma: quiet },
      '--all-organisations',
      '--format',
      'json',
    );
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      schemaVersion: 1,
      scans: [
        { scan: { org: 'acme' }, alerts: [{ reason: 'first-seen' }] },
        { org: 'beta', error: 'The App is not installed in beta.' },
        { scan: { org: 'gamma' } },
      ],
    });
  });
});

describe('stopping a scan', () => {
  it('says that nothing was committed, exits with 130, and leaves the earlier night as it was', async () => {
    await scan({ acme: loud }, '--org', 'acme');
    const stop = new AbortController();
    const run = await patrol(['scan', '--org', 'acme', 'beta', '--at', '2026-11-23T02:00:00Z'], {
      store: memory.again,
      signal: stop.signal,
      runScan: async () => {
        stop.abort(new Error('Ctrl-C'));
        throw stop.signal.reason;
      },
      github: { acme: quiet, beta: quiet },
    });
    expect(run).toMatchObject({ exit: 130, stdout: '' });
    expect(run.stderr).toContain("patrol: Stopped. Nothing of tonight's scan of acme and beta was committed");
    const inventory = await patrol(['inventory', '--org', 'acme'], { store: memory.again });
    expect(inventory.stdout).toContain('as the scan of 2026-11-22T02:00:00Z saw it');
  });
});

describe('two patrols at once', () => {
  it('the second says who is at it and exits with 3', async () => {
    const run = await patrol(['scan', '--org', 'acme'], {
      store: memory.again,
      runScan: async () => {
        throw named('BusyError', 'acme is being scanned already.');
      },
    });
    expect(run).toMatchObject({ exit: 3, stderr: 'patrol: acme is being scanned already.\n' });
  });

  it('the second waits when it is told to', async () => {
    let tries = 0;
    const run = await patrol(['scan', '--org', 'acme', '--wait', '30'], {
      store: memory.again,
      openStore: async () => {
        tries += 1;
        if (tries < 3) throw named('StoreBusyError', 'The store ./.patrol is in use.');
        return memory.again();
      },
    });
    expect(run.exit).toBe(0);
    expect(run.stderr.match(/waiting up to 30 s/g)).toHaveLength(1);
  });

  it('gives up when the time is over', async () => {
    let now = 0;
    const run = await patrol(['scan', '--org', 'acme', '--wait', '2'], {
      store: memory.again,
      now: () => new Date(now),
      sleep: async (milliseconds) => {
        now += milliseconds;
      },
      openStore: async () => {
        throw named('StoreBusyError', 'The store ./.patrol is in use.');
      },
    });
    expect(run).toMatchObject({ exit: 3, stderr: expect.stringContaining('is in use') });
    expect(now).toBe(2_000);
  });
});
