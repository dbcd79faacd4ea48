import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { appEnvironment, type Finished, patrol, scratchFolder } from './patrol-process.ts';

/** In MiB; an expanded bomb or a file read whole would not fit, and the process would die of it. */
const HEAP = 256;

const rule = (when: string) =>
  [
    'version: 1',
    'custom-rules:',
    '  - id: ours',
    '    title: Ours',
    '    kinds: [fine-grained-token]',
    `    when: ${when}`,
    '    severity: low',
    '    message: It is not ours.',
    '    remedy: Make it ours.',
  ].join('\n');

const waiver = (until: string) =>
  [
    '  - rule: never-expires',
    '    match: { organisation: acme, owner: octocat }',
    '    reason: a vendor that cannot renew',
    '    ticket: SEC-1',
    '    requested-by: hubot',
    '    approved-by: monalisa',
    `    until: ${until}`,
  ].join('\n');

/** Nine levels of nine: a billion texts, once it is opened. */
const bomb = [
  'version: 1',
  `a0: &a0 [${'x, '.repeat(9)}]`,
  ...Array.from({ length: 9 }, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}]`),
].join('\n');

const keys = Array.from({ length: 50_000 }, (_, each) => `key-${each}: 1`).join('\n');
const loop = (depth: number): string =>
  depth === 0 ? 'true' : `[${'1,'.repeat(29)}1].all(x${depth}, ${loop(depth - 1)})`;

/** A policy, and the place and the words of what is said about it. */
const BROKEN: readonly (readonly [string, string, RegExp])[] = [
  ['a tab', 'version: 1\nenterprise:\n\trules: {}\n', /:3:1: Tabs are not allowed as indentation\./],
  [
    'a key twice',
    'version: 1\nenterprise: {}\nenterprise: {}\n',
    /:3:1: enterprise is there twice: keep one/,
  ],
  ['an anchor bomb', bomb, /:2:\d+: &a0 is an anchor: a policy has none\./],
  ['ten megabytes', `version: 1\n${'#'.repeat(10_000_000)}`, /:1:1: The file is longer than 4 MiB/],
  ['fifty thousand strange keys', `version: 1\n${keys}`, /:2:1: key-0 is no key that belongs here/],
  [
    'brackets without end',
    `version: 1\na: ${'['.repeat(100_000)}`,
    /:2:\d+: What begins here is nested too deep/,
  ],
  [
    'a day that does not exist',
    `version: 1\nwaivers:\n${waiver('2027-02-29')}`,
    /:9:12: .*no day that exists/,
  ],
  [
    'waivers that contradict each other',
    `version: 1\nwaivers:\n${waiver('2026-12-01')}\n${waiver('2026-12-24')}`,
    /:10:5: waivers\[1\] excuses the same as waivers\[0\], until another day\. Keep one of the two\./,
  ],
  ['a division by zero', rule('1 / 0 == 1'), /:6:15: custom-rules\[0\]\.when divides by 0/],
  [
    'a loop within a loop without end',
    rule(`'${loop(3)}'`),
    /:6:12: custom-rules\[0\]\.when takes more steps/,
  ],
  [
    'loops nested deeper than is read',
    rule(`'${loop(4)}'`),
    /:6:\d+: .*more than 3 of exists, all, filter and map/,
  ],
];

let simulator: Simulator;
let folder: ReturnType<typeof scratchFolder>;
const scan = (at: string, policy: readonly string[] = []): Promise<Finished> =>
  patrol(['scan', '--org', 'acme', '--at', at, '--store', join(folder.path, 'store'), ...policy], {
    ...appEnvironment(simulator),
    NODE_OPTIONS: `--max-old-space-size=${HEAP}`,
  });

/** Every file of the store, byte for byte. */
const stored = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(join(folder.path, 'store'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path, 'latin1')]),
  );

beforeAll(async () => {
  const world = createWorld({
    seed: 'broken policy',
    startsAt: '2026-11-22T01:00:00Z',
    lifeRate: 0,
    organisations: [{ login: 'acme', size: EMPTY }],
  });
  world.organisation('acme').addToken({ owner: 'octocat', name: 'old', expiresAt: null });
  simulator = await startSimulator({ world });
  folder = scratchFolder();
});
afterAll(async () => {
  folder.remove();
  await simulator.close();
});

it('a scan whose policy is broken says where and what to do, asks nobody, and leaves the good night as it is', async () => {
  expect(await scan('2026-11-22T02:00:00Z')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('never-expires'),
  });
  const before = stored();
  expect(before.size).toBeGreaterThan(0);
  let asked = 0;
  simulator.onRequest(() => {
    asked += 1;
    return undefined;
  });
  const ends = await Promise.all(
    BROKEN.map(async ([name, text, words], index) => {
      const file = join(folder.path, `${index}.yaml`);
      writeFileSync(file, text);
      const { code, stdout, stderr } = await scan('2026-11-23T02:00:00Z', ['--policy', file]);
      const lines = stderr.trimEnd().split('\n');
      return { name, code, stdout, said: lines.find((line) => words.test(line)), lines: lines.length, file };
    }),
  );
  expect(ends).toEqual(
    ends.map(({ name, file }) => ({
      name,
      code: 2,
      stdout: '',
      said: expect.stringMatching(new RegExp(`^  ${RegExp.escape(file)}:`)),
      lines: expect.any(Number),
      file,
    })),
  );
  expect(Math.max(...ends.map(({ lines }) => lines))).toBeLessThan(50);
  expect(asked).toBe(0);
  expect(stored()).toEqual(before);
});
