import type { InventoryItem } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import { fineGrainedToken } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { faultsOf } from '#test/builders/policy-faults.ts';
import { patrol } from './builders/fake-world.ts';

const never = (id: string) => fineGrainedToken({ id, expiresAt: 'never' });

let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeEach(async () => {
  memory = await memoryStore();
});
afterEach(() => memory.close());

const run = (words: string[], policy: string | null = null, items: readonly InventoryItem[] = []) =>
  patrol(words, {
    store: memory.again,
    github: { acme: { lists: { 'fine-grained-tokens': { items } } } },
    readFile: async () => (policy === null ? null : Buffer.from(policy)),
  });
const baseline = (...words: string[]) =>
  run(['policy', 'baseline', '--org', 'ACME', '--until', '2027-03-31', ...words]);
async function scan(day: string, items: readonly InventoryItem[], policy?: string) {
  const words = ['scan', '--org', 'acme', '--format', 'json', '--at', `${day}T02:00:00Z`];
  const { findings, alerts, waivers } = JSON.parse((await run(words, policy, items)).stdout);
  const open = (findings as readonly Finding[]).filter(({ rule }) => rule === 'never-expires');
  return { open: open.map(({ credential }) => credential.id), alerts, waivers };
}

describe('patrol policy baseline', () => {
  it('accepts what is open now; what is new is told, and all of it opens after its day', async () => {
    const old = Array.from({ length: 12 }, (_, index) => never(`${index + 1}`));
    await scan('2026-11-22', old);
    const { stdout, stderr, exit } = await baseline('--approved-by', 'hubot');
    expect([exit, stderr]).toEqual([0, '']);
    const policy = `version: 1\n${stdout}`;
    expect(faultsOf(policy)).toEqual([]);

    const second = await scan('2026-11-23', [...old, never('99')], policy);
    expect(second.open).toEqual(['99']);
    expect(second.alerts).toHaveLength(1);
    expect(second.waivers).toEqual({ findings: 12, notes: [] });

    const { stdout: waived } = await run(['findings', '--org', 'acme', '--state', 'waived']);
    expect(waived).toContain('Waived until 2027-03-31 by hubot: There before Patrol was switched on.');

    const last = await scan('2027-03-31', [...old, never('99')], policy);
    expect(last.waivers.notes).toEqual([
      expect.objectContaining({
        kind: 'lapses-soon',
        rule: null,
        until: '2027-03-31T23:59:59Z',
        failing: 12,
      }),
    ]);
    const after = await scan('2027-04-01', [...old.slice(1), never('99')], policy);
    expect(after.open).toHaveLength(12);
    expect(after.waivers).toMatchObject({
      findings: 0,
      notes: [{ kind: 'lapsed', rule: null, failing: 11 }],
    });
  });

  it('is written rule by rule, credentials in order', async () => {
    await scan('2026-11-22', [never('10'), never('9')]);
    const { stdout } = await baseline('--reason', 'before: Patrol');
    expect(stdout).toBe(
      [
        '# 2 findings of acme, open after the scan of 2026-11-22T02:00:00Z.',
        'baseline:',
        '  acme:',
        '    until: 2027-03-31',
        '    reason: "before: Patrol"',
        '    findings:',
        '      never-expires:',
        '        - fine-grained-token:9',
        '        - fine-grained-token:10',
        '',
      ].join('\n'),
    );
  });

  it('leaves out what an earlier one has, and says so', async () => {
    await scan('2026-11-22', [never('1')]);
    const first = await baseline();
    await scan('2026-11-23', [never('1'), never('2')], `version: 1\n${first.stdout}`);
    const { stdout, stderr } = await baseline();
    expect(stdout).not.toContain('fine-grained-token:1\n');
    expect(stderr).toMatch(/^patrol: 1 finding of acme is in a baseline already and is not in this one/);
  });

  it.each([
    ['2027-11-24', /--until is 2027-11-24; it must be at most 366 days ahead/],
    ['2027-02-30', /--until is no day that exists/],
    ['2026-11-21', /--until is 2026-11-21, which is over: it must be 2026-11-22 \(today, UTC\) or later\./],
  ])('refuses %s', async (day, says) => {
    const { exit, stderr } = await run(['policy', 'baseline', '--org', 'acme', '--until', day]);
    expect([exit, stderr]).toEqual([2, expect.stringMatching(says)]);
  });
});
