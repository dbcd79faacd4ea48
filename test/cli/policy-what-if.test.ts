import { fineGrainedToken, instant } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { patrol } from './builders/fake-world.ts';

const github = {
  acme: {
    lists: {
      'fine-grained-tokens': {
        items: [
          fineGrainedToken({ id: '1', expiresAt: 'never' }),
          fineGrainedToken({ id: '2', expiresAt: 'never', name: 'other' }),
          fineGrainedToken({ id: '3', expiresAt: instant('2027-01-10T00:00:00Z') }),
        ],
      },
    },
  },
};
const POLICY = 'version: 1\nenterprise: { rules: { unused: { days: 30 } } }\n';
const NEXT = `
version: 1
enterprise:
  rules:
    expires-soon: { tiers: [60, 30, 14, 7, 3, 1] }
    never-expires: { severity: critical }
waivers:
  - rule: never-expires
    match: { organisation: acme, credential: fine-grained-token:2 }
    reason: a vendor that cannot renew
    ticket: SEC-1
    requested-by: octocat
    approved-by: hubot
    until: 2027-01-31
`;

let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeAll(async () => {
  memory = await memoryStore();
  await run(['scan', '--org', 'acme', '--at', '2026-11-21T02:00:00Z']);
  await run(['scan', '--org', 'acme', '--at', '2026-11-22T02:00:00Z']);
});
afterAll(() => memory.close());

const run = (words: string[], policy = POLICY) =>
  patrol(words, { store: memory.again, github, readFile: async () => Buffer.from(policy) });
const suppose = async (policy: string) =>
  JSON.parse((await run(['policy', 'what-if', '--org', 'acme', '--format', 'json'], policy)).stdout);
const state = async () => {
  const findings = async (which: string) =>
    (await run(['findings', '--org', 'acme', '--state', which, '--format', 'json'])).stdout;
  return [await findings('open'), await findings('waived'), await findings('resolved')];
};

describe('patrol policy what-if', () => {
  it('says what another policy would do, and does nothing', async () => {
    const before = await state();
    const { steps, counts, scan } = await suppose(NEXT);
    expect(scan.id).toBe('2026-11-22T02:00:00Z');
    expect(
      steps
        .map(({ step, finding }: { step: string; finding: { rule: string; credential: { id: string } } }) =>
          [step, finding.rule, finding.credential.id].join(' '),
        )
        .sort(),
    ).toEqual(['opened expires-soon 3', 'severity-raised never-expires 1', 'waived never-expires 2']);
    expect(counts).toMatchObject({ opened: 1, waived: 1, 'severity-raised': 1, resolved: 0 });
    expect(await state()).toEqual(before);
  });

  it('says which waivers would want a hand, and which organisations nobody scanned', async () => {
    const policy = NEXT.replace('fine-grained-token:2', 'fine-grained-token:999').concat(
      'organisations: { acmee: { rules: { unused: { days: 3 } } }, ACME: {} }\n',
      'routes: [{ name: all, to: [sns], organisations: [Acmee, wayne-enterprises] }]\n',
    );
    const { stdout, stderr, exit } = await run(['policy', 'what-if', '--org', 'acme'], policy);
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /Waivers to look after:\n {2}- never-expires for fine-grained-token:999 \(SEC-1\) matches nothing that is there\./,
    );
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(
        /^patrol: organisations names acmee, of which .* holds no scan\. Did you mean acme\?$/,
      ),
      expect.stringMatching(/^patrol: routes\[0\] names wayne-enterprises, of which .* holds no scan\.$/),
      '',
    ]);
    expect((await suppose(policy)).waivers).toMatchObject({
      notes: [{ kind: 'matches-nothing', ticket: 'SEC-1' }],
    });
  });

  it('says of which credentials a rule of its own could not tell', async () => {
    const policy = [
      'version: 1',
      'custom-rules:',
      '  - { id: no-workflows, title: t, kinds: [fine-grained-token], severity: low, message: m, remedy: r,',
      '      when: credential.permissions.workflows == "write" }',
    ].join('\n');
    const missing = 'the permission workflows, which it does not have: ask has(…) or allows(…) instead';
    expect((await suppose(policy)).undecided).toEqual([{ rule: 'no-workflows', count: 3, missing }]);
    const { stdout } = await run(['policy', 'what-if', '--org', 'acme'], policy);
    expect(stdout).toMatch(/Rules of the policy that could not tell:\n {2}- no-workflows of 3 credentials, /);
  });

  it('says with its cause what a looser one would resolve', async () => {
    const { stdout, exit } = await run(
      ['policy', 'what-if', '--org', 'acme'],
      'version: 1\nenterprise: { rules: { never-expires: off } }\n',
    );
    expect(exit).toBe(0);
    expect(stdout).toContain('judged by ./patrol.yaml: 2 findings would change.');
    expect(stdout).toContain('2 findings would be resolved');
    expect(stdout).toContain('Cause: policy changed.');
  });

  it('has nothing to say of the policy the scan was judged by', async () => {
    const { stdout } = await run(['policy', 'what-if', '--org', 'acme']);
    expect(stdout).toBe(
      'acme, the scan of 2026-11-22T02:00:00Z judged by ./patrol.yaml: nothing would change.\n',
    );
  });
});
