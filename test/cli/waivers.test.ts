import { fineGrainedToken } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { patrol } from './builders/fake-world.ts';

let memory: Awaited<ReturnType<typeof memoryStore>>;

beforeEach(async () => {
  memory = await memoryStore();
});
afterEach(() => memory.close());

const POLICY = `
version: 1
waivers:
  - rule: never-expires
    match: { organisation: Acme, credential: fine-grained-token:101001 }
    reason: a vendor that cannot renew
    ticket: SEC-1
    requested-by: octocat
    approved-by: hubot
    until: 2026-11-24
`;
const github = {
  acme: {
    lists: {
      'fine-grained-tokens': {
        items: [fineGrainedToken({ expiresAt: 'never' }), fineGrainedToken({ id: '2', expiresAt: 'never' })],
      },
    },
  },
};

const run = (words: string[], policy = POLICY) =>
  patrol(words, { store: memory.again, github, readFile: async () => Buffer.from(policy) });
const scan = async (day: string, policy?: string) =>
  JSON.parse(
    (await run(['scan', '--org', 'acme', '--format', 'json', '--at', `${day}T02:00:00Z`], policy)).stdout,
  );
const findings = async (state: string) =>
  JSON.parse((await run(['findings', '--org', 'acme', '--state', state, '--format', 'json'])).stdout)
    .findings;

describe('what a policy excuses', () => {
  it('is waived through the last day of its waiver, is told to nobody, and opens the night after', async () => {
    const nights = [];
    for (const day of ['2026-11-22', '2026-11-24', '2026-11-25']) {
      const { alerts, findings: open } = await scan(day);
      nights.push([open.length, alerts.length]);
    }
    expect(nights).toEqual([
      [1, 1],
      [1, 0],
      [2, 1],
    ]);
  });

  it('is shown with who excused it, why and until when', async () => {
    await scan('2026-11-22');
    expect(await findings('waived')).toEqual([
      expect.objectContaining({
        rule: 'never-expires',
        state: 'waived',
        waiver: {
          until: '2026-11-24T23:59:59Z',
          reason: 'a vendor that cannot renew',
          ticket: 'SEC-1',
          requestedBy: 'octocat',
          approvedBy: 'hubot',
        },
      }),
    ]);
    const { stdout } = await run(['findings', '--org', 'acme', '--state', 'waived']);
    expect(stdout).toContain('Waived until 2026-11-24 by hubot (SEC-1): a vendor that cannot renew.');
  });

  it('opens again when the waiver is taken out of the policy', async () => {
    await scan('2026-11-22');
    await scan('2026-11-23', 'version: 1\n');
    expect(await findings('waived')).toEqual([]);
    expect(await findings('open')).toHaveLength(2);
  });

  it('says nothing in another organisation', async () => {
    await scan('2026-11-22', POLICY.replace('Acme', 'beta'));
    expect(await findings('open')).toHaveLength(2);
  });
});
