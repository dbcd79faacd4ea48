import type { Fingerprint } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { ACME } from '#test/builders/scan-input.ts';
import { patrol } from './builders/fake-world.ts';

const POLICY = `
version: 1
people:
  hubot: { slack: U0HUBOT, may: [acknowledge, snooze] }
  octocat: { slack: U0OCTOCAT, may: [acknowledge, snooze] }
  mona: { slack: U0MONA }
`;
const token = fineGrainedToken({ expiresAt: plusDays(NIGHT, 13), lastUsedAt: NIGHT });

let memory: Awaited<ReturnType<typeof memoryStore>>;
let id: string;
const run = (words: readonly string[], { days = 0, policy = POLICY as string | null } = {}) =>
  patrol(words, {
    store: memory.again,
    github: { acme: { lists: { 'fine-grained-tokens': { items: [token] } } } },
    readFile: async () => (policy === null ? null : Buffer.from(policy)),
    now: () => new Date(plusDays(NIGHT, days)),
  });
const presses = () => memory.store.presses(ACME, id as Fingerprint);
const shown = async (command: string, subject: string[], days = 0) =>
  (await run([command, ...subject, '--org', 'acme'], { days })).stdout;

beforeEach(async () => {
  memory = await memoryStore();
  const { stdout } = await run(['scan', '--org', 'acme', '--format', 'json']);
  id = JSON.parse(stdout).findings[0].id;
});
afterEach(() => memory.close());

describe('patrol acknowledge and patrol snooze', () => {
  it('note it once, show at once that it holds from the next scan, and then that it does', async () => {
    const first = await run(['acknowledge', id.slice(0, 12), '--by', 'HUBOT'], { days: 0.5 });
    expect([first.exit, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toBe(
      `Finding ${id.slice(0, 12)} is acknowledged by hubot on 2026-11-22; in force from the next scan of acme.\n`,
    );
    const again = await run(['acknowledge', id, '--by', 'octocat'], { days: 0.6 });
    expect(again.stdout).toMatch(
      /^Finding \w+ was acknowledged by hubot on 2026-11-22 already; in force from/,
    );
    expect(await presses()).toHaveLength(1);

    const pending = 'Acknowledged by hubot on 2026-11-22, in force from the next scan.';
    expect(await shown('findings', [])).toContain(pending);
    expect(await shown('explain', [id])).toContain(
      'acknowledged by hubot on 2026-11-22, in force from the next scan',
    );
    expect(await shown('timeline', ['fine-grained-token:101001'])).toContain(
      'expires-soon acknowledged by hubot on 2026-11-22, in force from the next scan',
    );
    const json = JSON.parse((await run(['findings', '--org', 'acme', '--format', 'json'])).stdout);
    expect(json.findings[0].pressed).toEqual([
      { press: 'acknowledge', by: 'hubot', at: '2026-11-22T14:00:00Z', until: null },
    ]);

    await run(['scan', '--org', 'acme'], { days: 1 });
    const after = await shown('findings', [], 1);
    expect(after).toContain('Acknowledged by hubot on 2026-11-22.');
    expect(after).not.toContain('next scan');
    expect(await shown('explain', [id])).toMatch(/acknowledged by hubot on 2026-11-22$/m);
    expect(await shown('timeline', ['fine-grained-token:101001'])).toContain('finding acknowledged');
    const late = await run(['acknowledge', id, '--by', 'octocat'], { days: 1.5 });
    expect(late.stdout).toBe(
      `Finding ${id.slice(0, 12)} was acknowledged by hubot on 2026-11-22 already; in force.\n`,
    );
    // Seven days later a reminder would be due, and the next threshold is not acknowledged.
    const { stdout } = await run(['scan', '--org', 'acme', '--format', 'json'], { days: 5 });
    expect(JSON.parse(stdout).alerts).toEqual([]);
  });

  it('a snooze is a waiver under the name of whoever said so, from the next scan on', async () => {
    const { exit, stdout } = await run(['snooze', id, '--by', 'hubot'], { days: 0.5 });
    expect([exit, stdout]).toEqual([
      0,
      expect.stringContaining('is snoozed by hubot until 2026-11-29; in force'),
    ]);
    expect(await shown('findings', [])).toContain(
      'Snoozed by hubot until 2026-11-29, in force from the next scan.',
    );
    await run(['scan', '--org', 'acme'], { days: 1 });
    expect(await shown('findings', ['--state', 'waived'], 1)).toContain('Waived until 2026-11-29 by hubot');
  });

  it.each<[string, string[], string | null, RegExp]>([
    ['nobody says who', ['acknowledge'], POLICY, /Say who you are: .*--by LOGIN\. Who may: hubot, octocat\./],
    ['there is no policy', ['snooze'], null, /Say who you are.*Nobody may: a policy says who/],
    [
      'somebody is not listed',
      ['acknowledge', '--by', 'eve'],
      POLICY,
      /The policy does not know eve\. Who may: hubot/,
    ],
    ['somebody may not', ['acknowledge', '--by', 'mona'], POLICY, /The policy does not let mona acknowledge/],
    [
      'it is their own',
      ['snooze', '--by', 'octocat'],
      POLICY,
      /This is yours, so somebody else must snooze it/,
    ],
    [
      'there is no such policy file',
      ['snooze', '--by', 'hubot', '--policy', 'x'],
      null,
      /There is no policy at x/,
    ],
  ])('are refused, and nothing is noted, where %s', async (_, [press = '', ...words], policy, why) => {
    const { exit, stderr, stdout } = await run([press, id, ...words], { policy });
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(why);
    expect(await presses()).toEqual([]);
  });

  it('are refused of what nobody knows, and of what is over or excused', async () => {
    expect(await run(['snooze', 'deadbeef', '--by', 'hubot'])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('There is no finding deadbeef'),
    });
    await run(['snooze', id, '--by', 'hubot'], { days: 0.5 });
    await run(['scan', '--org', 'acme'], { days: 1 });
    const waived = await run(['acknowledge', id, '--by', 'hubot'], { days: 1 });
    expect(waived).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('This is excused already, until 2026-11-29.'),
    });
  });
});
