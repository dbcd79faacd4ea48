import {
  appInstallation,
  classicToken,
  deployKey,
  fineGrainedToken,
  instant,
  owner,
  person,
  sshKey,
  tokenRequest,
} from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { faultsOf } from '#test/builders/policy-faults.ts';
import { patrol } from './builders/fake-world.ts';

const github = {
  acme: { lists: { 'fine-grained-tokens': { items: [fineGrainedToken({ expiresAt: 'never' })] } } },
  beta: { lists: { 'fine-grained-tokens': { items: [fineGrainedToken({ expiresAt: 'never' })] } } },
};
const ALL = [
  ['--until', '2027-01-31'],
  ['--reason', 'vendor: "cannot" renew\n# yet'],
  ['--ticket', 'SEC-12'],
  ['--requested-by', 'octocat'],
  ['--approved-by', 'hubot'],
];

let memory: Awaited<ReturnType<typeof memoryStore>>;
let id: string;
const run = (words: string[], policy: string | null = null) =>
  patrol(words, {
    store: memory.again,
    github,
    readFile: async () => (policy === null ? null : Buffer.from(policy)),
  });
const scan = (org: string, at: string, policy?: string) =>
  run(['scan', '--org', org, '--at', at, '--format', 'json'], policy);

beforeAll(async () => {
  memory = await memoryStore();
  await scan('beta', '2026-11-22T02:00:00Z');
  const { stdout } = await scan('acme', '2026-11-22T02:00:00Z');
  id = JSON.parse(stdout).findings[0].id;
});
afterAll(() => memory.close());

describe('patrol waive', () => {
  it('writes a waiver that is right as it stands, and excuses the finding', async () => {
    const { exit, stdout, stderr } = await run(['waive', id.slice(0, 12), ...ALL.flat()]);
    expect([exit, stderr]).toEqual([0, '']);
    const policy = `version: 1\nwaivers:\n${stdout}`;
    expect(faultsOf(policy)).toEqual([]);
    const { stdout: scanned } = await scan('acme', '2026-11-23T02:00:00Z', policy);
    expect(JSON.parse(scanned)).toMatchObject({ findings: [], waivers: { findings: 1, notes: [] } });
    const again = await run(['waive', id, ...ALL.flat()]);
    expect(again.stderr).toBe(
      'patrol: It is waived until 2027-01-31 already: if that waiver names the same credential, put this one in its place.\n',
    );
  });

  it('leaves placeholders that no policy may keep', async () => {
    const { stdout } = await run(['waive', id]);
    expect(stdout).toBe(
      [
        '  # medium: The fine-grained token "release notes" of octocat never expires: whoever finds it can use it for good. Owner: octocat.',
        '  - rule: never-expires',
        '    match:',
        '      organisation: acme',
        '      credential: fine-grained-token:101001',
        '    reason: TODO why this may stay as it is',
        '    ticket: TODO where it was discussed',
        '    requested-by: TODO',
        '    approved-by: TODO',
        '    until: TODO',
        '',
      ].join('\n'),
    );
    const faults = faultsOf(`version: 1\nwaivers:\n${stdout}`).join('\n');
    for (const key of ['reason', 'ticket', 'requested-by', 'approved-by', 'until']) {
      expect(faults).toContain(`waivers[0].${key} `);
    }
  });

  it.each([
    [['--until', '2027-06-30'], /--until is 2027-06-30; it must be at most 180 days ahead/],
    [['--until', '2027-02-30'], /--until is no day that exists/],
    [['--until', '2026-11-21'], /--until is 2026-11-21, which is over: it must be 2026-11-22/],
    [['--approved-by', 'OctoCat'], /--approved-by is OctoCat, who owns what is to be excused/],
    [
      ['--approved-by', '@hubot'],
      /--approved-by is no login, such as octocat, which goes without @ and spaces/,
    ],
    [['--requested-by', 'octocat', '--approved-by', 'octocat'], /--approved-by is octocat, who asked/],
    [['--reason', 'TODO'], /--reason still has its placeholder/],
    [['--org', 'beta'], /There is no finding [\da-f]{64} in .*, in beta/],
  ])('refuses %j', async (words, says) => {
    const { exit, stdout, stderr } = await run(['waive', id, ...words]);
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
  });

  it.each([
    ['--until', '2026-11-22'],
    ['--until', '2027-05-21'],
  ])('takes the first and the last day: %s %s', async (...words) => {
    expect((await run(['waive', id, ...words])).exit).toBe(0);
  });

  it.each([
    ['abc', /6 to 64 digits and letters a to f/],
    ['000000000000', /There is no finding 000000000000 in/],
  ])('does not know %s', async (name, says) => {
    const { exit, stderr } = await run(['waive', name]);
    expect([exit, stderr]).toEqual([2, expect.stringMatching(says)]);
  });

  it('has nothing to say of a finding that is over', async () => {
    await patrol(['scan', '--org', 'beta', '--at', '2026-11-23T02:00:00Z'], {
      store: memory.again,
      github: { beta: { lists: { 'fine-grained-tokens': { items: [fineGrainedToken()] } } } },
    });
    const { stdout } = await run(['findings', '--org', 'beta', '--state', 'resolved']);
    const over = /finding ([\da-f]{12})$/m.exec(stdout)?.[1] ?? '';
    const { exit, stderr } = await run(['waive', over]);
    expect([exit, stderr]).toEqual([
      2,
      `patrol: Finding ${over} is over (renewed): there is nothing to waive.\n`,
    ]);
  });
});

describe('the stanza of every finding', () => {
  const CUSTOM = [
    'custom-rules:',
    '  - id: named-after-a-team',
    '    title: Names say the team',
    '    kinds: [classic-token]',
    `    when: '!credential.name.startsWith("team-")'`,
    '    severity: high',
    '    message: The {credential.description} has no team.',
    "    remedy: '{credential.owner}: rename it.'",
    '',
  ].join('\n');
  const gone = { owner: owner('gone', 99) };
  const lists = {
    'fine-grained-tokens': { items: [fineGrainedToken({ expiresAt: 'never' })] },
    'token-requests': { items: [tokenRequest({ requestedAt: instant('2026-11-01T00:00:00Z') })] },
    'sso-credentials': { items: [classicToken({ expiresAt: 'never' }), sshKey({ id: '2', ...gone })] },
    'app-installations': {
      items: [appInstallation({ permissions: { organization: { members: 'write' } } })],
    },
    'deploy-keys': { items: [deployKey({ readOnly: false })] },
    people: { items: [person({ twoFactor: 'disabled' })] },
  };

  it('is right as it stands, whatever it was found on, and excuses it', async () => {
    const other = await memoryStore();
    const night = (words: string[], policy: string) =>
      patrol(words, {
        store: other.again,
        github: { acme: { lists } },
        readFile: async () => Buffer.from(policy),
      });
    const scanned = async (at: string, policy: string) => {
      const { stdout } = await night(['scan', '--org', 'acme', '--at', at, '--format', 'json'], policy);
      return JSON.parse(stdout);
    };
    const rulesOnly = `version: 1\n${CUSTOM}`;
    const { findings } = await scanned('2026-11-22T02:00:00Z', rulesOnly);
    const kinds = findings.map(({ credential }: { credential: { kind: string } }) => credential.kind);
    expect([...new Set(kinds)].toSorted()).toEqual([
      'app-installation',
      'classic-token',
      'deploy-key',
      'fine-grained-token',
      'person',
      'ssh-key',
      'token-request',
    ]);
    expect(findings.map(({ rule }: { rule: string }) => rule)).toContain('named-after-a-team');

    const stanzas: string[] = [];
    for (const { id: each } of findings) {
      const { exit, stdout } = await night(['waive', each, ...ALL.flat()], rulesOnly);
      expect(exit).toBe(0);
      stanzas.push(stdout);
    }
    const policy = `${rulesOnly}waivers:\n${stanzas.join('')}`;
    expect(faultsOf(policy)).toEqual([]);
    expect(await scanned('2026-11-23T02:00:00Z', policy)).toMatchObject({
      findings: [],
      waivers: { findings: findings.length, notes: [] },
    });
    await other.close();
  });
});
