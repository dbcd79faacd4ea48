import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FineGrainedToken } from '#core/credential.ts';
import { startSimulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { fineGrainedToken, owner } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { patrol } from './builders/fake-world.ts';
import { environmentOf, patrolProcess, temporaryFolder } from './builders/patrol-process.ts';

const HOSTILE = '\u001b[31mred <!channel> \u202egnp';

const POLICY = [
  'version: 1',
  'custom-rules:',
  '  - id: named-after-a-team',
  '    title: Names say the team',
  '    kinds: [fine-grained-token]',
  `    when: '!credential.name.startsWith("team-")'`,
  '    severity: high',
  '    message: The {credential.description} has no team.',
  `    remedy: '{credential.owner}: rename it.'`,
].join('\n');

describe('a rule of the policy', () => {
  let memory: Awaited<ReturnType<typeof memoryStore>>;
  beforeEach(async () => {
    memory = await memoryStore();
  });
  afterEach(() => memory.close());

  const tokens = [
    fineGrainedToken({ name: 'anything' }),
    fineGrainedToken({ id: '101002', name: 'team-red', owner: owner('hubot', 2) }),
  ];
  const run = (words: string[], policy: string, items: readonly FineGrainedToken[] = tokens) =>
    patrol(words, {
      store: memory.again,
      github: { acme: { lists: { 'fine-grained-tokens': { items: [...items] } } } },
      readFile: async () => Buffer.from(policy),
    });

  async function night(day: number, policy: string, items?: readonly FineGrainedToken[]) {
    const at = ['--at', `2026-11-${day}T02:00:00Z`];
    const words = ['scan', '--org', 'acme', ...at, '--format', 'json', '--fail-on', 'high'];
    const { exit, stdout } = await run(words, policy, items);
    return { exit, findings: JSON.parse(stdout).findings };
  }

  async function causes(): Promise<string[]> {
    const words = ['findings', '--org', 'acme', '--state', 'resolved', '--format', 'json'];
    const { stdout } = await run(words, POLICY);
    return JSON.parse(stdout).findings.map(({ cause }: { cause: string }) => cause);
  }

  it('keeps its finding over other words and another severity', async () => {
    const first = await night(22, POLICY);
    expect(first).toMatchObject({
      exit: 1,
      findings: [{ severity: 'high', message: 'The fine-grained token "anything" of octocat has no team.' }],
    });
    expect(await night(23, POLICY.replace('high', 'low').replace('has no', 'lacks a'))).toMatchObject({
      exit: 0,
      findings: [
        {
          id: first.findings[0].id,
          severity: 'low',
          since: '2026-11-22T02:00:00Z',
          message: expect.stringContaining('lacks a team'),
        },
      ],
    });
  });

  it('resolves it as mended when the credential changed', async () => {
    await night(22, POLICY);
    const [, named] = tokens;
    expect(
      await night(23, POLICY, [
        { ...tokens[0], name: 'team-blue' } as FineGrainedToken,
        named as FineGrainedToken,
      ]),
    ).toMatchObject({ findings: [] });
    expect(await causes()).toEqual(['mended']);
  });

  it('resolves it as rule changed when the condition does, and opens anew', async () => {
    const [first] = (await night(22, POLICY)).findings;
    const { findings } = await night(23, POLICY.replace('"team-"', '"team-blue"'));
    const owners = findings.map(({ credential }: { credential: { owner: string } }) => credential.owner);
    expect(owners.toSorted()).toEqual(['hubot', 'octocat']);
    expect(findings.map(({ id }: { id: string }) => id)).not.toContain(first.id);
    expect(await causes()).toEqual(['rule changed']);
  });

  it('resolves it as rule changed when it is taken out', async () => {
    await night(22, POLICY);
    expect(await night(23, 'version: 1')).toMatchObject({ exit: 0, findings: [] });
    expect(await causes()).toEqual(['rule changed']);
  });

  it('does not resolve it while a fact is missing', async () => {
    const [first] = (await night(22, POLICY)).findings;
    const { findings } = await night(
      23,
      POLICY,
      tokens.map((token) => ({ ...token, name: null })),
    );
    expect(findings).toMatchObject([{ id: first.id, state: 'open' }]);
  });

  it('says once what it could not tell, however many it is about', async () => {
    const nameless = tokens.map((token) => ({ ...token, name: null }));
    const words = ['scan', '--org', 'acme', '--at', '2026-11-22T02:00:00Z'];
    const text = await run(words, POLICY, nameless);
    expect(text.stdout).toMatch(
      /^Rules of the policy that could not tell:\n {2}- named-after-a-team of 2 credentials, mostly for want of this: its name\.$/m,
    );
    const json = await run([...words, '--format', 'json'], POLICY, nameless);
    expect(JSON.parse(json.stdout)).toMatchObject({
      findings: [],
      undecided: [{ rule: 'named-after-a-team', count: 2, missing: 'its name' }],
    });
  });

  it('can be asked for by its id, and a slip is no good news', async () => {
    await night(22, POLICY);
    const ask = (rule: string) => run(['findings', '--org', 'acme', '--rule', rule], POLICY);
    expect((await ask('named-after-a-team')).stdout).toContain('has no team');
    expect(await ask('named-after-a-tem')).toMatchObject({
      exit: 2,
      stdout: '',
      stderr: expect.stringContaining('Did you mean named-after-a-team?'),
    });
  });

  it('is checked with its examples, and scans without them', async () => {
    const examples = '\n    examples: [{ expect: pass, credential: { kind: fine-grained-token, name: x } }]';
    const check = (policy: string) => run(['policy', 'check', 'p.yaml'], policy);
    expect(await check(POLICY + examples)).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining(
        'p.yaml:10:26: custom-rules[0].examples[0].expect is pass, and the rule says fail.',
      ),
    });
    expect((await night(22, POLICY + examples)).findings).toHaveLength(1);
    expect(await check(POLICY + examples.replace('pass', 'fail'))).toMatchObject({
      exit: 0,
      stdout:
        'p.yaml is right. It speaks of 0 rules, 0 organisations. 1 rule of its own came out as 1 example wanted.\n',
    });
  });

  it('can be switched off for one organisation with a reason', async () => {
    const off =
      'organisations: { acme: { rules: { named-after-a-team: { enabled: false, loosen: true, reason: one team } } } }';
    expect(await night(22, `${POLICY}\n${off}`)).toMatchObject({ exit: 0, findings: [] });
  });
});

it('patrol scan --policy judges by the rules of the file, and says where they are wrong', async () => {
  const world = createWorld({
    seed: 'custom rules',
    startsAt: '2026-11-22T01:00:00Z',
    lifeRate: 0,
    organisations: [{ login: 'acme', size: EMPTY }],
  });
  world.organisation('acme').addToken({
    owner: 'octocat',
    name: HOSTILE,
    expiresAt: '2027-09-01T00:00:00Z',
    lastUsedAt: '2026-11-21T12:00:00Z',
  });
  const simulator = await startSimulator({ world });
  const folder = temporaryFolder();
  const file = join(folder.path, 'patrol.yaml');
  const scan = (policy: string) => {
    writeFileSync(file, policy);
    const words = [
      'scan',
      '--org',
      'acme',
      '--at',
      '2026-11-22T02:00:00Z',
      '--policy',
      file,
      '--format',
      'json',
    ];
    return patrolProcess(words, { ...environmentOf(simulator), PATROL_STORE: join(folder.path, 'store') });
  };
  try {
    const wrong = await scan(POLICY.replace('credential.name.', 'credential.nam.'));
    expect(wrong).toMatchObject({ exit: 2, stdout: '' });
    expect(wrong.stderr).toMatch(
      /patrol\.yaml:6:24: custom-rules\[0\]\.when names credential\.nam, and there is no such field\. Did you mean name\?/,
    );
    const right = await scan(POLICY);
    expect(JSON.parse(right.stdout).findings).toMatchObject([
      {
        rule: 'named-after-a-team',
        credential: { owner: 'octocat', name: HOSTILE },
        message: `The fine-grained token "${HOSTILE}" of octocat has no team.`,
        remedy: 'octocat: rename it.',
      },
    ]);
    expect((right.stdout + right.stderr).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  } finally {
    folder.remove();
    await simulator.close();
  }
}, 180_000);
