import type { InventoryItem } from '#core/credential.ts';
import { displayWidth } from '#core/inert.ts';
import type { Stop } from '#scan/ports.ts';
import {
  appInstallation,
  classicToken,
  deployKey,
  fineGrainedToken,
  instant,
  owner,
  person,
  repository,
  sshKey,
  tokenRequest,
} from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import type { Night } from '#test/builders/scripted-github.ts';
import { named, patrol, type Run } from './builders/fake-world.ts';

/** What people call a token who wish us ill. */
const HOSTILE = [
  '<!channel> @everyone <https://evil.example|click>',
  '\u001b[2J\u001b[31mred\u001b]0;title\u0007',
  '\u001b]8;;https://evil.example\u0007log in here\u001b]8;;\u0007',
  '\u009b2J\u0090q\u009c\u0085',
  '\u202egnp.exe\u2066\u2069\u200f\u061c',
  'a\u200bb\u200dc\ufeff\u2060\u00ad\u{e0041}',
  '=HYPERLINK("https://evil.example","x")',
  'name\nclassic-token:1  fake row  nobody  never  never\r\tCRITICAL',
  'line\u2028paragraph\u2029',
  `${'A'.repeat(5_000)}${'字'.repeat(5_000)}`,
  `e${'\u0301'.repeat(300)}`,
  'half\ud83d',
  '__proto__',
  '</script><img src=x onerror=alert(1)>',
];
const soon = instant('2026-11-22T20:00:00Z');

function hostileItems(text: string, index: number): InventoryItem[] {
  const login = owner(text, 1_000 + index);
  const id = (base: number): string => String(base + index);
  return [
    fineGrainedToken({ id: id(1_000), name: text, owner: login, expiresAt: soon }),
    fineGrainedToken({
      id: id(2_000),
      name: text,
      owner: login,
      expiresAt: 'never',
      repositories: [repository({ name: text })],
    }),
    tokenRequest({ id: id(3_000), name: text, owner: login, reason: text }),
    classicToken({ id: id(4_000), name: text, owner: login, scopes: [text], expiresAt: soon }),
    sshKey({ id: id(5_000), name: text, owner: login, fingerprint: text }),
    appInstallation({ id: id(6_000), name: text, owner: login, appSlug: text, events: [text] }),
    deployKey({ id: `1:${id(7_000)}`, name: text, owner: login, repository: repository({ name: text }) }),
    person({ id: id(8_000), name: text, owner: login, role: text }),
  ];
}
const items = HOSTILE.flatMap(hostileItems);

function night(change: (item: InventoryItem) => InventoryItem, stop?: Stop): Night {
  const of = (...kinds: InventoryItem['kind'][]) =>
    items.filter(({ kind }) => kinds.includes(kind)).map(change);
  return {
    lists: {
      'fine-grained-tokens': { items: of('fine-grained-token') },
      'token-requests': { items: of('token-request') },
      'sso-credentials': { items: of('classic-token', 'ssh-key'), ...(stop === undefined ? {} : { stop }) },
      'app-installations': { items: of('app-installation') },
      'deploy-keys': {
        items: of('deploy-key'),
        wait: { kind: 'wait', until: soon, reason: HOSTILE.join(' ') },
      },
      people: { items: of('person') },
    },
  };
}
const asTheyAre = night((item) => item);
const renamed = night((item) => ({ ...item, name: `${item.name}${item.name}` }), {
  kind: 'refused',
  reason: HOSTILE.join(' '),
  missingPermission: HOSTILE.join('='),
});

const WIDTH = 100;
const NIGHT_AFTER = ['--at', '2026-11-23T02:00:00Z'];
const READING: string[][] = [
  ['inventory', '--org', 'acme'],
  ['inventory', '--org', 'acme', '--kind', 'person'],
  ['findings', '--org', 'acme'],
  ['findings', '--org', 'acme', '--state', 'resolved'],
  ['owner', '__proto__'],
];

let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeAll(async () => {
  memory = await memoryStore();
});
afterAll(() => memory.close());

function run(words: readonly string[], github: Record<string, Night | Error>): Promise<Run> {
  return patrol(words, { store: memory.again, github, env: { COLUMNS: String(WIDTH) } });
}

function expectInert({ stdout, stderr }: Run): void {
  const written = stdout + stderr;
  expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  expect(written).not.toMatch(/^classic-token:1 /m);
  expect(written).not.toMatch(/\p{Mn}{5}/u);
}

function expectToFit({ stdout }: Run): void {
  for (const line of stdout.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(WIDTH);
}

describe('what others wrote arrives as harmless text', () => {
  it('in the text of every command, and within the width of the page', async () => {
    const runs = [
      await run(['scan', '--org', 'acme'], { acme: asTheyAre }),
      await run(['scan', '--org', 'acme', ...NIGHT_AFTER], { acme: renamed }),
    ];
    for (const words of READING) runs.push(await run(words, {}));
    for (const each of runs) {
      expectInert(each);
      expectToFit(each);
      expect([0, 3]).toContain(each.exit);
    }
    // The attack did arrive: otherwise nothing was tested.
    const all = runs.map(({ stdout }) => stdout).join('');
    for (const trace of [
      '\\u{1b}[2J',
      '\\u{202e}',
      '\\u{a}',
      '<!channel>',
      '=HYPERLINK',
      '__proto__',
      '\\u{9b}',
      '\\u{200b}',
    ]) {
      expect(all).toContain(trace);
    }
  });

  it('in the JSON of every command, where it still is what they wrote', async () => {
    const json = ['--format', 'json'];
    const first = await run(['scan', '--org', 'beta', ...json], { beta: asTheyAre });
    const second = await run(['scan', '--org', 'beta', ...NIGHT_AFTER, ...json], { beta: renamed });
    const inventory = await run(['inventory', '--org', 'beta', ...json], {});
    const rest = [
      await run(['findings', '--org', 'beta', ...json], {}),
      await run(['owner', '__proto__', ...json], {}),
    ];
    for (const each of [first, second, inventory, ...rest]) {
      expectInert(each);
      JSON.parse(each.stdout);
    }
    const names = JSON.parse(inventory.stdout).items.map(({ name }: { name: string }) => name);
    for (const text of HOSTILE) expect(names.some((name: string) => name.startsWith(text))).toBe(true);
  });

  it('in errors', async () => {
    for (const text of HOSTILE) {
      for (const error of [named('ConnectionError', text), new Error(text), named('StoreBusyError', text)]) {
        const failed = await run(['scan', '--org', 'omega'], { omega: error });
        expectInert(failed);
        expect(failed.stderr.trimEnd()).not.toContain('\n');
        expectInert(await run(['doctor'], { omega: error }));
      }
    }
  });
});
