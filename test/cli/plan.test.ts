import { plusDays } from '#core/instant.ts';
import { classicToken, fineGrainedToken, NIGHT, owner, person } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { patrol } from './builders/fake-world.ts';

const HOSTILE = '`@acme/all` [x](https://evil.example)\n# <!channel> \u001b[31m\u202e';
const items = [
  classicToken({ id: '1', name: 'laptop', scopes: ['repo'], expiresAt: 'never' }),
  classicToken({ id: '2', name: HOSTILE, scopes: ['@acme/all'] }),
  classicToken({
    id: '3',
    name: 'images',
    scopes: ['read:packages'],
    owner: owner('hubot', 2),
    lastUsedAt: plusDays(NIGHT, -11),
  }),
  classicToken({ id: '4', name: 'old', lastUsedAt: 'never' }),
];
const github = {
  acme: {
    lists: {
      'sso-credentials': { items },
      people: { items: [person(), person({ id: '2', owner: owner('hubot', 2) })] },
      'fine-grained-tokens': {
        items: Array.from({ length: 50 }, (_, id) => fineGrainedToken({ id: `${id}` })),
      },
    },
  },
  bare: {
    lists: {
      'sso-credentials': {
        stop: { kind: 'unavailable', reason: 'There is no SAML here.' } as const,
      },
    },
  },
};

let memory: Awaited<ReturnType<typeof memoryStore>>;
const run = (words: string[], policy: string | null = null) =>
  patrol(words, {
    store: memory.again,
    github,
    readFile: async () => (policy === null ? null : Buffer.from(policy)),
  });

beforeAll(async () => {
  memory = await memoryStore();
  await run(['scan', '--org', 'acme', 'bare', '--at', '2026-11-22T02:00:00Z']);
});
afterAll(() => memory.close());

describe('patrol plan', () => {
  it('says what takes the place of each token, why, in which order, and what it cannot tell', async () => {
    const { exit, stdout, stderr } = await run(['plan', '--org', 'acme']);
    expect([exit, stderr]).toEqual([0, '']);
    const lines = stdout.replaceAll(/\n {3,}/g, ' ').split('\n');
    expect(lines[0]).toBe(
      'The way off classic tokens of acme, by the scan of 2026-11-22T02:00:00Z: 4 classic tokens: 1 to delete, 1 to a',
    );
    expect(lines.filter((line) => /^\d\. /.test(line))).toEqual([
      expect.stringMatching(/^1\. .*"old" of octocat.* Delete it: it was never used\.$/),
      expect.stringMatching(
        /^2\. critical .*"laptop".* Make a fine-grained token for acme, put it .* With at most contents \(write\), .* and \d+ more\./,
      ),
      expect.stringMatching(/^3\. .*Ask what it is for: the catalogue does not know @acme\/all\.$/),
      expect.stringMatching(
        /^4\. .*"images" of hubot.* Keep it for now, with read:packages alone and with an end: .*GITHUB_TOKEN/,
      ),
    ]);
    expect(stdout).toMatch(
      /octocat: 1 fine-grained token to make beside the 50 there are, and GitHub allows 50: 1\s+too many/,
    );
    expect(stdout).toMatch(/Which repositories a classic token is used for/);
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('is one document as JSON', async () => {
    const { stdout } = await run(['plan', '--org', 'acme', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      scan: { id: '2026-11-22T02:00:00Z', org: 'acme', status: 'complete' },
      owner: null,
      counts: {
        total: 4,
        delete: 1,
        'fine-grained-token': 1,
        'github-app': 0,
        part: 0,
        'cannot-tell': 1,
        stay: 1,
      },
      steps: [
        {
          credential: { kind: 'classic-token', id: '4', owner: 'octocat', name: 'old' },
          way: 'delete',
          make: null,
        },
        {
          way: 'fine-grained-token',
          make: { organisations: ['acme'] },
          severity: 'critical',
          scopes: ['repo'],
        },
        { way: 'cannot-tell', credential: { name: HOSTILE } },
        { way: 'stay', stays: [{ scopes: ['read:packages'] }] },
      ],
      owners: [
        { owner: 'hubot', tokens: 1, toMake: 0, existing: 0, tooMany: 0 },
        { owner: 'octocat', tokens: 3, toMake: 1, existing: 50, tooMany: 1 },
      ],
      damaged: [],
    });
  });

  it('is a checklist for each owner as Markdown, in which foreign words are inert', async () => {
    const { stdout } = await run(['plan', '--org', 'acme', '--format', 'markdown']);
    expect(stdout.match(/^## .*$/gm)).toEqual([
      '## `hubot`: 1 classic token',
      '## `octocat`: 3 classic tokens',
      '## Cannot be told from here',
    ]);
    expect(stdout.match(/^- \[ \] /gm)).toHaveLength(4);
    const outside = stdout.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
    expect(outside).not.toMatch(/@|https:|channel/);
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(stdout).not.toMatch(/^# </m);
  });

  it('can be one owner’s, whatever the case of the login', async () => {
    const { stdout } = await run(['plan', '--org', 'acme', '--owner', 'HUBOT', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      owner: 'HUBOT',
      counts: { total: 1, stay: 1 },
      owners: [{ owner: 'hubot' }],
    });
  });

  it('takes as in use what the policy takes for it', async () => {
    const countsBy = async (days: number) => {
      const policy = `version: 1\nenterprise: { rules: { classic-replaceable: { in-use-within-days: ${days} } } }\n`;
      const { stdout } = await run(['plan', '--org', 'acme', '--format', 'json'], policy);
      return JSON.parse(stdout).counts.delete;
    };
    expect([await countsBy(10), await countsBy(11)]).toEqual([2, 1]);
  });

  it('says that classic tokens are not visible, which is not none', async () => {
    const text = await run(['plan', '--org', 'bare']);
    expect(text.stdout).toMatch(
      /classic tokens are not visible\s+here, and how\s+many there are is not known/,
    );
    const json = await run(['plan', '--org', 'bare', '--format', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ counts: { total: null }, steps: [], untold: [] });
    const markdown = await run(['plan', '--org', 'bare', '--format', 'markdown']);
    expect(markdown.stdout).toMatch(/not visible here.*\n\n\*\*Not read whole:\*\* `sso-credentials/);
  });

  it.each([
    [['--org', 'nobody'], /holds no scan of nobody yet/],
    [['--org', 'acme', '--format', 'csv'], /No format is called "csv"/],
  ])('%j is a mistake', async (words, says) => {
    const { exit, stderr } = await run(['plan', ...words]);
    expect([exit, stderr]).toEqual([2, expect.stringMatching(says)]);
  });
});
