import { fineGrainedToken } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { patrol } from './builders/fake-world.ts';

let memory: Awaited<ReturnType<typeof memoryStore>>;

beforeEach(async () => {
  memory = await memoryStore();
});
afterEach(() => memory.close());

const BROKEN = 'version: 1\nenterprise:\n  rules:\n    unused: { dayz: 3 }\n';
const files = (texts: Readonly<Record<string, string>>) => async (path: string) => {
  const text = texts[path];
  return text === undefined ? null : Buffer.from(text);
};
const github = {
  acme: { lists: { 'fine-grained-tokens': { items: [fineGrainedToken({ expiresAt: 'never' })] } } },
};
const run = (words: string[], texts: Readonly<Record<string, string>>, env = {}) =>
  patrol(words, { store: memory.again, github, readFile: files(texts), env });

async function scanned(words: string[], texts: Readonly<Record<string, string>>, env = {}) {
  const { stdout, ...rest } = await run(['scan', '--org', 'acme', '--format', 'json', ...words], texts, env);
  const document = JSON.parse(stdout);
  return {
    ...rest,
    rules: document.findings.map(({ rule }: { rule: string }) => rule),
    version: document.scan.policyVersion,
  };
}

describe('patrol scan judges by', () => {
  const OFF = 'version: 1\nenterprise: { rules: { never-expires: off } }\n';
  const ON = 'version: 1\n';

  it.each<[string, string[], Record<string, string>, Record<string, string>, string[]]>([
    ['the built-in limits, without a file', [], {}, {}, ['never-expires']],
    ['./patrol.yaml, where there is one', [], { './patrol.yaml': OFF }, {}, []],
    [
      'what PATROL_POLICY names, before that',
      [],
      { './patrol.yaml': ON, 'p.yaml': OFF },
      { PATROL_POLICY: 'p.yaml' },
      [],
    ],
    [
      'what --policy names, before all',
      ['--policy', 'q.yaml'],
      { 'q.yaml': ON, 'p.yaml': OFF },
      { PATROL_POLICY: 'p.yaml' },
      ['never-expires'],
    ],
  ])('%s', async (_, words, texts, env, rules) => {
    expect((await scanned(words, texts, env)).rules).toEqual(rules);
  });

  it('says which file that is, and keeps what it said in the record', async () => {
    const { stderr, version } = await scanned([], { './patrol.yaml': OFF });
    expect(stderr).toMatch(/^patrol: Judging by \.\/patrol\.yaml\.$/m);
    expect(version).toMatch(/^sha256:[\da-f]{64}$/);
  });
});

describe('a policy that is wrong', () => {
  it('ends a scan before it begins, and leaves the last night’s findings as they are', async () => {
    await scanned(['--at', '2026-11-21T02:00:00Z'], {});
    const { exit, stderr, stdout } = await run(['scan', '--org', 'acme'], { './patrol.yaml': BROKEN });
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^patrol: The policy \.\/patrol\.yaml cannot be used, one thing is wrong in it:\n {2}\.\/patrol\.yaml:4:15: enterprise\.rules\.unused\.dayz is no key that belongs here; there are .+\. Did you mean days\?\n$/,
    );
    const { stdout: kept } = await run(['findings', '--org', 'acme', '--format', 'json'], {});
    expect(JSON.parse(kept)).toMatchObject({
      scan: { id: '2026-11-21T02:00:00Z' },
      findings: [{ rule: 'never-expires', state: 'open' }],
    });
  });

  it('is shown with its text inert', async () => {
    const { stderr } = await run(['policy', 'check'], {
      './patrol.yaml': 'version: 1\n"\\u001b[31mred": 1\n',
    });
    expect(stderr).toContain('\\u{1b}[31mred');
    expect(stderr).not.toContain('\u001b');
  });

  it('shows the first forty faults of very many', async () => {
    const keys = Array.from({ length: 100 }, (_, index) => `key-${index}: 1`).join('\n');
    const { stderr } = await run(['policy', 'check'], { './patrol.yaml': `version: 1\n${keys}\n` });
    expect(stderr.trimEnd().split('\n')).toHaveLength(42);
    expect(stderr).toMatch(/^ {2}and 60 more\.$/m);
  });
});

describe('patrol policy check', () => {
  it('says that a policy is right, and of what it speaks', async () => {
    const { exit, stdout } = await run(['policy', 'check', 'p.yaml'], {
      'p.yaml': 'version: 1\nenterprise: { rules: { unused: off } }\norganisations: { acme: {}, beta: {} }\n',
    });
    expect([exit, stdout]).toEqual([0, 'p.yaml is right. It speaks of 1 rule, 2 organisations.\n']);
  });

  it('counts what else it has', async () => {
    const { stdout } = await run(['policy', 'check', 'p.yaml'], {
      'p.yaml': [
        'version: 1',
        'waivers:',
        '  - { rule: unused, match: { organisation: acme }, reason: x, ticket: SEC-1, requested-by: a, approved-by: b, until: 2027-01-31 }',
        'baseline: { beta: { until: 2027-01-31, findings: {} } }',
        'routes: [{ name: all, to: [sns] }]',
        'people: { a: { slack: U012ABCDEF }, b: { slack: U034GHIJKL } }',
      ].join('\n'),
    });
    expect(stdout).toBe(
      'p.yaml is right. It speaks of 0 rules, 0 organisations, 1 waiver, 1 baseline, 1 route, 2 people.\n',
    );
  });

  it('warns of what lapses within 14 days, on standard error', async () => {
    const waiver = (until: string, owner: string) =>
      `  - { rule: unused, match: { organisation: acme, owner: ${owner} }, reason: x, ticket: SEC-1, requested-by: a, approved-by: b, until: ${until} }\n`;
    const text = [
      'version: 1\nwaivers:\n',
      waiver('2026-12-06', 'soon'),
      waiver('2026-12-07', 'later'),
      waiver('2026-11-21', 'over'),
      'baseline: { beta: { until: 2026-11-22, findings: {} }, gamma: { until: 2026-12-07, findings: {} } }\n',
    ].join('');
    const { exit, stderr } = await run(['policy', 'check', 'p.yaml'], { 'p.yaml': text });
    expect([exit, ...stderr.trimEnd().split('\n')]).toEqual([
      0,
      'patrol: waivers[0] (unused, SEC-1) holds until 2026-12-06: what it excuses opens the night after. Mend it, or have it approved anew.',
      'patrol: waivers[2] (unused, SEC-1) lapsed on 2026-11-21 and excuses nothing. Take it out, or have it approved anew.',
      'patrol: baseline.beta (what was there before) holds until 2026-11-22: what it excuses opens the night after. Mend it, or have it approved anew.',
    ]);
  });

  it('warns of a permission that nobody knows, as a typing error would make the rule silent', async () => {
    const text = [
      'version: 1',
      'custom-rules:',
      '  - id: no-pushing',
      '    title: Nobody pushes',
      '    kinds: [fine-grained-token]',
      `    when: credential.permissions.allows("contnets", "write")`,
      '    severity: high',
      '    message: It may push.',
      '    remedy: Take it off.',
    ].join('\n');
    const { exit, stderr } = await run(['policy', 'check', 'p.yaml'], { 'p.yaml': text });
    expect([exit, stderr]).toEqual([
      0,
      'patrol: The custom rule no-pushing asks for the permission contnets, which GitHub did not have on 2026-11-22: unless it has been added since, nobody holds it. Did you mean contents?\n',
    ]);
  });

  it.each([
    [[] as string[], 'Name a file'],
    [['gone.yaml'], 'There is no policy at gone.yaml'],
    [[''], 'The name of the policy is empty: is the variable set that it comes from?'],
  ])('without a file %j: %s', async (words, says) => {
    const { exit, stderr } = await run(['policy', 'check', ...words], {});
    expect([exit, stderr]).toEqual([2, expect.stringContaining(says)]);
  });
});

describe('patrol policy show', () => {
  const POLICY = 'version: 1\nenterprise: { rules: { unused: { days: 60 } } }\n';

  it('prints what holds there as a policy, with who said it', async () => {
    const { exit, stdout } = await run(['policy', 'show', '--org', 'acme'], { './patrol.yaml': POLICY });
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /^# What holds in acme, by \.\/patrol\.yaml\. Behind each setting: who said so\.\nversion: 1\n/,
    );
    expect(stdout).toMatch(/^ {4}unused:\n {6}enabled: true # default\n {6}days: 60 # enterprise$/m);
    const again = await run(['policy', 'check', 'shown.yaml'], { 'shown.yaml': stdout });
    expect(again.exit).toBe(0);
  });

  it('shows the defaults where there is no policy, and everything as JSON', async () => {
    const { stdout } = await run(['policy', 'show', '--org', 'acme', '--format', 'json'], {});
    const { policy, policyVersion, rules } = JSON.parse(stdout);
    expect([policy, policyVersion]).toEqual([null, 'built-in-3']);
    expect(rules).toContainEqual({
      id: 'unused',
      reason: null,
      settings: [
        { key: 'enabled', value: true, from: 'default' },
        { key: 'days', value: 90, from: 'default' },
      ],
      kinds: [],
    });
  });
});

describe('patrol policy schema', () => {
  it('prints a JSON Schema', async () => {
    const { exit, stdout } = await run(['policy', 'schema'], {});
    expect([exit, JSON.parse(stdout).$schema]).toEqual([0, 'http://json-schema.org/draft-07/schema#']);
  });
});
