import { classicToken, fineGrainedToken, instant, owner, person } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import type { Night } from '#test/builders/scripted-github.ts';
import { named, patrol, type Run, throwing } from './builders/fake-world.ts';

const acme: Night = {
  lists: {
    'fine-grained-tokens': {
      items: [
        fineGrainedToken({ expiresAt: instant('2026-11-22T20:00:00Z') }),
        fineGrainedToken({ id: '9', name: 'small id', owner: owner('hubot', 2), expiresAt: 'never' }),
      ],
    },
    'sso-credentials': { items: [classicToken()] },
    people: { items: [person()] },
  },
};
const ssoRefused: Night = {
  lists: {
    ...acme.lists,
    'sso-credentials': {
      stop: {
        kind: 'refused',
        reason: 'GitHub answered 403',
        missingPermission: 'organization_administration=read',
      },
    },
  },
};

let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeAll(async () => {
  memory = await memoryStore();
  await patrol(['scan', '--org', 'acme'], { store: memory.again, github: { acme } });
  await patrol(['scan', '--org', 'beta'], { store: memory.again, github: { beta: acme } });
  await patrol(['scan', '--org', 'beta', '--at', '2026-11-22T03:00:00Z'], {
    store: memory.again,
    github: { beta: ssoRefused },
  });
});
afterAll(() => memory.close());

const run = (...words: string[]): Promise<Run> => patrol(words, { store: memory.again });

describe('patrol inventory', () => {
  it('lists by kind and then by number', async () => {
    const { stdout, exit } = await run('inventory', '--org', 'acme');
    expect(exit).toBe(0);
    const rows = stdout.split('\n').filter((line) => /^[a-z-]+:\d/.test(line));
    expect(rows.map((row) => row.split(' ')[0])).toEqual([
      'fine-grained-token:9',
      'fine-grained-token:101001',
      'classic-token:161195',
    ]);
  });

  it('lists people only when asked', async () => {
    expect((await run('inventory', '--org', 'acme', '--kind', 'person')).stdout).toContain('person:583231');
  });

  it('finds an owner whatever the case of the login', async () => {
    const { stdout } = await run('inventory', '--org', 'acme', '--owner', 'HUBOT', '--format', 'json');
    expect(JSON.parse(stdout).items).toMatchObject([
      { kind: 'fine-grained-token', id: '9', carriedOver: false },
    ]);
  });

  it('marks what the last scan could not see, and says why', async () => {
    const { stdout } = await run('inventory', '--org', 'beta');
    expect(stdout).toMatch(/^! sso-credentials \(refused\): GitHub answered 403\./m);
    expect(stdout).toMatch(/^classic-token:161195 .* 2026-11-22$/m);
    const json = JSON.parse((await run('inventory', '--org', 'beta', '--format', 'json')).stdout);
    expect(json.items).toContainEqual(
      expect.objectContaining({ id: '161195', carriedOver: true, seen: '2026-11-22T02:00:00Z' }),
    );
  });

  it('does not answer "none" to a question it cannot see', async () => {
    await patrol(['scan', '--org', 'gamma'], { store: memory.again, github: { gamma: ssoRefused } });
    const { stdout } = await run('inventory', '--org', 'gamma', '--kind', 'classic-token');
    expect(stdout).toContain('! classic tokens: not visible here.');
  });

  it('says which organisations it knows when asked for another', async () => {
    expect(await run('inventory', '--org', 'acmee')).toEqual({
      exit: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^patrol: .* holds no scan of acmee yet\. Did you mean acme\? It holds scans of acme.*To make one: patrol scan --org acmee\.\n$/,
      ),
    });
  });
});

describe('patrol findings', () => {
  it('lists the loudest first, with whose it is and what to do', async () => {
    const { stdout } = await run('findings', '--org', 'acme');
    expect(stdout.indexOf('CRITICAL expires-soon')).toBeGreaterThan(0);
    expect(stdout.indexOf('CRITICAL expires-soon')).toBeLessThan(stdout.indexOf('MEDIUM never-expires'));
    expect(stdout).toContain('To do: octocat: ');
  });

  it.each([
    [['--rule', 'never-expires'], ['never-expires']],
    [['--severity', 'critical'], ['expires-soon']],
    [['--state', 'resolved'], []],
    [
      ['--severity', 'low'],
      ['automation-wants-app', 'classic-replaceable'],
    ],
  ])('with %j gives the rules %j', async (words, rules) => {
    const { stdout } = await run('findings', '--org', 'acme', '--format', 'json', ...words);
    expect(JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule)).toEqual(rules);
  });

  it('says with an empty list what could not be looked at', async () => {
    const { stdout } = await run('findings', '--org', 'beta', '--state', 'waived');
    expect(stdout).toMatch(/0 waived findings/);
    expect(stdout).toMatch(/^! sso-credentials \(refused\)/m);
  });
});

describe('patrol owner', () => {
  it('lists what one login has in every organisation', async () => {
    const { stdout } = await run('owner', 'octocat');
    expect(stdout).toMatch(/^acme +fine-grained-token:101001/m);
    expect(stdout).toMatch(/^beta +fine-grained-token:101001/m);
    expect(stdout).toContain('beta as of 2026-11-22T03:00:00Z (PARTIAL)');
  });

  it('says of a stranger where it looked and where it could not', async () => {
    const { stdout, exit } = await run('owner', 'stranger');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^Nothing of stranger is known in \d scanned organisations\./);
    expect(stdout).toContain('acme as of 2026-11-22T02:00:00Z');
  });

  it('is JSON for a script', async () => {
    const { stdout } = await run('owner', 'HUBOT', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      owner: 'HUBOT',
      items: expect.arrayContaining([expect.objectContaining({ org: 'acme', id: '9' })]),
    });
  });
});

describe('patrol doctor', () => {
  it('exits with 0 when all is well', async () => {
    const { exit, stdout } = await run('doctor', '--org', 'acme');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^ok +Node\.js: v24\.21\.0\n/);
    expect(stdout).toMatch(/All is well\.\n$/);
  });

  it.each([
    [
      'the settings are wrong',
      { connect: throwing(named('SettingsError', 'GITHUB_APP_ID is not set.')) },
      2,
      /^PROBLEM +Sign-in: GITHUB_APP_ID is not set\.$/m,
    ],
    [
      'Node.js is too old',
      { nodeVersion: 'v22.1.0' },
      2,
      /^PROBLEM +Node\.js: v22\.1\.0 is too old\.\n +To do: Install/m,
    ],
    [
      'the store is taken',
      { openStore: async () => Promise.reject(named('StoreBusyError', 'The store is in use.')) },
      2,
      /^PROBLEM +Store: The store is in use\.$/m,
    ],
    ['no organisation is reached', { github: {} }, 2, /^PROBLEM +acme: The App is not installed in acme\.$/m],
  ])('says so when %s', async (_, world, exit, words) => {
    const result = await patrol(['doctor', '--org', 'acme'], { store: memory.again, ...world });
    expect(result).toMatchObject({ exit, stdout: expect.stringMatching(words) });
  });
});

describe('the command line', () => {
  it.each([
    [['scna', '--org', 'acme'], "unknown command 'scna'", 'scan'],
    [['scan', '--ogr', 'acme'], "unknown option '--ogr'", '--org'],
    [
      ['inventory', '--org', 'acme', '--kind', 'clasic-token'],
      'No kind is called "clasic-token".',
      'classic-token',
    ],
    [['findings', '--org', 'acme', '--severity', 'hihg'], 'No severity is called "hihg".', 'high'],
    [
      ['findings', '--org', 'acme', '--rule', 'expire-soon'],
      'No rule is called "expire-soon".',
      'expires-soon',
    ],
    [['findings', '--org', 'acme', '--state', 'opne'], 'No state is called "opne".', 'open'],
    [['scan', '--org', 'acme', '--format', 'jsno'], 'No format is called "jsno".', 'json'],
    [['scan', '--org', 'acme', '--fail-on', 'nevre'], 'No severity is called "nevre".', 'never'],
  ])('%j is answered with the nearest word', async (words, complaint, meant) => {
    const { exit, stdout, stderr } = await run(...words);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(/^patrol: /);
    expect(stderr).toContain(complaint);
    expect(stderr).toMatch(new RegExp(`Did you mean ${meant}\\?`));
  });

  it.each([
    [['scan', '--org', 'a/b'], 'letters, digits and hyphens'],
    [['scan', '--org', 'acme', '--at', 'tomorrow'], 'such as 2026-11-22T02:00:00Z'],
    [['scan', '--org', 'acme', '--wait', 'long'], 'whole seconds'],
    [['owner', 'a b'], 'Write a login'],
    [['owner'], "missing required argument 'login'"],
    [['inventory'], "required option '--org <login>' not specified"],
    [['inventory', '--org', 'acme', 'extra'], 'too many arguments'],
    [['inventory', '--org', 'acme', '--as-off', 'x'], 'unknown option'],
  ])('%j is refused with what to write instead', async (words, complaint) => {
    expect(await run(...words)).toEqual({ exit: 2, stdout: '', stderr: expect.stringContaining(complaint) });
  });

  it('quotes what was typed as harmless text', async () => {
    const { stderr } = await run('\u001b[31mscan\u202e');
    expect(stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  it('without a command shows how to begin, and that nothing was done', async () => {
    expect(await run()).toEqual({
      exit: 2,
      stdout: '',
      stderr: expect.stringContaining('patrol doctor --org acme'),
    });
  });

  it.each([['--version'], ['-V']])('%s is the version alone', async (word) => {
    expect(await run(word)).toEqual({ exit: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it.each([
    [['--help']],
    [['scan', '--help']],
    [['inventory', '--help']],
    [['findings', '-h']],
    [['owner', '-h']],
    [['doctor', '-h']],
    [['help', 'scan']],
  ])('%j teaches by examples, on standard output', async (words) => {
    const { exit, stdout, stderr } = await run(...words);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toContain('Examples:');
    const examples = [...stdout.matchAll(/^ {2}\$ patrol (.*)$/gm)].map(([, command = '']) =>
      command.replace(/ > .*/, '').split(' '),
    );
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) {
      const tried = await patrol(example, { store: memory.again, github: { acme, beta: acme } });
      expect([0, 1, 2, 3]).toContain(tried.exit);
      expect(tried.stderr).not.toMatch(/unknown|invalid|missing|required/);
    }
  });
});

describe('a token that somebody took for a name', () => {
  it('is not printed by any command', async () => {
    const pasted = `ghp_${'x9Y8'.repeat(9)}`;
    const night: Night = {
      lists: {
        'fine-grained-tokens': {
          items: [fineGrainedToken({ name: pasted, expiresAt: instant('2026-11-22T20:00:00Z') })],
        },
      },
    };
    const scans = [
      await patrol(['scan', '--org', 'delta'], { store: memory.again, github: { delta: night } }),
    ];
    for (const format of ['text', 'json']) {
      for (const command of ['scan', 'inventory', 'findings']) {
        scans.push(
          await patrol([command, '--org', 'delta', '--format', format], {
            store: memory.again,
            github: { delta: night },
          }),
        );
      }
      scans.push(await run('owner', 'octocat', '--format', format));
    }
    for (const { stdout, stderr } of scans) expect(stdout + stderr).not.toContain(pasted.slice(-20));
    expect(scans.map(({ stdout }) => stdout).join('')).toContain('ghp_…[redacted]');
  });
});

describe('an error nobody foresaw', () => {
  const token = `ghp_${'a1B2'.repeat(9)}`;
  const broken = {
    store: () => memory.again(),
    connect: throwing(new TypeError(`cannot read x of ${token}`)),
  };

  it('is one sentence with how to report it, without a stack and without secrets', async () => {
    const { exit, stdout, stderr } = await patrol(['scan', '--org', 'acme'], broken);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(
      /^patrol: Something went wrong that Patrol did not foresee: cannot read x of ghp_…\[redacted\]\..*PATROL_DEBUG=1.*report/,
    );
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(stderr).not.toContain(token);
  });

  it('has its stack with PATROL_DEBUG=1, still without secrets', async () => {
    const { stderr } = await patrol(['scan', '--org', 'acme'], { ...broken, env: { PATROL_DEBUG: '1' } });
    expect(stderr).toMatch(/\n {4}at /);
    expect(stderr).not.toContain(token);
  });
});
