import { orgLogin } from '#core/credential.ts';
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
          by: 'waiver',
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

describe('a waiver that wants a hand', () => {
  const days = ['2026-11-22', '2026-11-24', '2026-11-25'];

  it('is named by every scan, in the record and its JSON', async () => {
    const notes = [];
    for (const day of days) notes.push((await scan(day)).waivers);
    const note = { rule: 'never-expires', ticket: 'SEC-1', until: '2026-11-24T23:59:59Z', failing: 1 };
    expect(notes).toEqual([
      { findings: 1, notes: [expect.objectContaining({ ...note, kind: 'lapses-soon' })] },
      { findings: 1, notes: [expect.objectContaining({ ...note, kind: 'lapses-soon' })] },
      { findings: 0, notes: [expect.objectContaining({ ...note, kind: 'lapsed' })] },
    ]);
    const head = await memory.store.head(orgLogin('acme'));
    expect(head?.waiverNotes).toEqual(notes.at(-1)?.notes);
  });

  it('is named by the text, with what to do', async () => {
    const texts = [];
    for (const day of days.slice(1)) {
      texts.push((await run(['scan', '--org', 'acme', '--at', `${day}T02:00:00Z`])).stdout);
    }
    expect(texts[0]).toContain(
      [
        'Waived: 1 finding. All of them: patrol findings --org acme --state waived',
        'Waivers to look after:',
        '  - never-expires for fine-grained-token:101001 (SEC-1) holds until 2026-11-24; 1 finding will open the night after.',
      ].join('\n'),
    );
    expect(texts[1]).toMatch(/SEC-1\) lapsed on 2026-11-24: 1 finding open\./);
    expect(texts[1]).not.toContain('Waived:');
  });

  it('is one that matches nothing, but not while its list could not be read', async () => {
    const other = POLICY.replace('fine-grained-token:101001', 'classic-token:1');
    const lists = github.acme.lists;
    const stop = { kind: 'refused', reason: 'GitHub answered 403', missingPermission: null } as const;
    const night = (day: string, sso: object) =>
      patrol(['scan', '--org', 'acme', '--format', 'json', '--at', `${day}T02:00:00Z`], {
        store: memory.again,
        github: { acme: { lists: { ...lists, 'sso-credentials': sso } } },
        readFile: async () => Buffer.from(other),
      });
    const refused = JSON.parse((await night('2026-11-22', { stop })).stdout);
    const seen = JSON.parse((await night('2026-11-23', { items: [] })).stdout);
    expect([refused.waivers.notes, seen.waivers.notes]).toEqual([
      [],
      [expect.objectContaining({ kind: 'matches-nothing' })],
    ]);
  });
});
