import { openBot } from '#adapters/slack/open-slack.ts';
import type { Fingerprint } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { OWNER } from '#core/owner-first.ts';
import { EVERYTHING } from '#core/route.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { pressed } from '#test/builders/pressed.ts';
import { ACME } from '#test/builders/scan-input.ts';
import { patrol } from './builders/fake-world.ts';

let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeEach(async () => {
  memory = await memoryStore();
});
afterEach(() => memory.close());

const token = (id: string) => fineGrainedToken({ id, expiresAt: plusDays(NIGHT, 13), lastUsedAt: NIGHT });
const run = (words: readonly string[], night = 0, more: Parameters<typeof patrol>[1] | object = {}) =>
  patrol(words, {
    ...more,
    store: memory.again,
    github: { acme: { lists: { 'fine-grained-tokens': { items: [token('7'), token('8')] } } } },
    now: () => new Date(plusDays(NIGHT, night)),
  });
async function scanned(): Promise<string> {
  await run(['scan', '--org', 'acme']);
  const { stdout } = await run(['scan', '--org', 'acme', '--format', 'json'], 7);
  return JSON.parse(stdout).findings.find(
    (each: { credential: { id: string } }) => each.credential.id === '7',
  ).id;
}

describe('patrol explain', () => {
  it('tells what was seen, what was said, and why not tonight', async () => {
    const id = await scanned();
    const { exit, stdout } = await run(['explain', id.slice(0, 12), '--org', 'acme']);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^ {2}HIGH expires-soon: .*expires on 2026-12-05/m);
    expect(stdout).toMatch(/2026-11-22 +opened +medium, tier 14/);
    expect(stdout).toMatch(/2026-11-29 +tier-raised +high, tier 7/);
    expect(stdout).toMatch(/2026-11-29 +terminal +tier-raised +high, tier 7/);
    expect(stdout).toMatch(/terminal +said: the next threshold is reached/);
  });

  it('tells what was pressed, by whom, and that it holds', async () => {
    const id = (await scanned()) as Fingerprint;
    const finding = await memory.store.finding(ACME, id);
    if (finding === null) throw new Error('There is no such finding.');
    const { severity, since, tier } = finding;
    const at = plusDays(NIGHT, 7);
    await memory.store.notePress(ACME, pressed({ finding: id, since, severity, tier, by: 'hubot', at }));
    await run(['scan', '--org', 'acme'], 8);
    const { stdout } = await run(['explain', id, '--org', 'acme']);
    expect(stdout).toContain('What was pressed\n  2026-11-29: acknowledged by hubot on 2026-11-29');
    expect(stdout).toMatch(/2026-11-30 +acknowledged +high, tier 7/);
  });

  it('tells why its owner could not be found in Slack, in place of what was decided before anybody asked', async () => {
    const id = await scanned();
    const theirs = { ...EVERYTHING, name: 'theirs', to: [OWNER, 'slack'] };
    const routes = [theirs];
    const channels = openBot(
      { token: 'xoxb-1', apiUrl: 'http://127.0.0.1:9' },
      new Map([['#security', routes]]),
      { now: () => new Date(), owners: { people: [], routes, ownerLookup: 'saml' } },
    );
    await run(['scan', '--org', 'acme'], 8, { openChannels: async () => channels });
    const why = 'Octocat has no identity at the SAML provider of acme';
    const address = { login: 'Octocat', at: plusDays(NIGHT, 8), slack: null, why };
    const before = await run(['explain', id, '--org', 'acme']);
    expect(before.stdout).toMatch(/owner +said: it is new/);
    await memory.store.noteOwnerAddress(ACME, address);
    const { stdout } = await run(['explain', id, '--org', 'acme']);
    expect(stdout).toMatch(/owner +not said: its owner cannot be reached: Octocat has no identity at/);
    expect(stdout).toContain(`On 2026-11-30 its owner Octocat could not be found in Slack: ${why}.`);
    const json = JSON.parse((await run(['explain', id, '--org', 'acme', '--format', 'json'])).stdout);
    expect(json.explained[0].lookedUp).toEqual({ at: address.at, slack: null, why });
  });

  it('tells it of everything that was found of a credential, and as JSON', async () => {
    await scanned();
    await run(['scan', '--org', 'acme'], 8);
    const { stdout } = await run([
      ...['explain', 'fine-grained-token:8', '--org', 'acme', '--format', 'json'],
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      explained: [
        {
          finding: { rule: 'expires-soon', credential: { id: '8' } },
          life: [{ kind: 'opened' }, { kind: 'tier-raised' }],
          said: [
            { channel: 'terminal', at: '2026-11-22T02:00:00Z', reason: 'first-seen', tier: 14 },
            { channel: 'terminal', at: '2026-11-29T02:00:00Z', reason: 'tier-raised', tier: 7 },
          ],
          lastScan: {
            decisions: [{ channel: 'terminal', reason: 'already-said', detail: '2026-11-29T02:00:00Z' }],
          },
        },
      ],
    });
  });

  it.each([
    ['zzz', 'neither the beginning of a finding'],
    ['deadbeef', 'There is no finding deadbeef in acme'],
    ['ssh-key:1', 'Nothing was ever found of ssh-key:1'],
  ])('says what is wrong with %s', async (asked, words) => {
    await scanned();
    const { exit, stderr } = await run(['explain', asked, '--org', 'acme']);
    expect(exit).toBe(2);
    expect(stderr).toContain(words);
  });
});
