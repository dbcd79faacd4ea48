import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** What does not depend on the mutated file is not loaded again with it. */
const UNITS = `
export class Metre {}
`;

const CODE = `
import { Metre } from './units.ts';

export const LENGTH = [new Metre()];
export const GREETING = 'hello';
export const UNTOLD = 'untold';

let memory: number | undefined;
export function remembered(n: number) {
  memory ??= n * 3;
  return memory;
}

let left = 0;
export function leave(something: boolean) {
  if (something) left = 1;
  return left;
}

export function unasserted(a: number) {
  return a - 5;
}

export function repeated(times: number) {
  let done = 0;
  while (done < times) done += 1;
  return done;
}

export const unreached = () => 7 / 2;
`;

const TESTS = `
import { GREETING, LENGTH, leave, remembered, repeated, UNTOLD, unasserted } from './code.ts';
import { Metre } from './units.ts';

describe('code', () => {
  it('is as long as a metre', () => { expect(LENGTH).toEqual([expect.any(Metre)]); });
  it('greets', () => { expect(GREETING).toBe('hello'); UNTOLD; });
  it('remembers', () => { remembered(2); });
  it.each([2, 4])('still remembers, asked for %d', (n) => { expect(remembered(n)).toBe(6); });
  it('leaves nothing', () => { unasserted(1); expect(leave(false)).toBe(0); });
  it('repeats', () => { expect(repeated(3)).toBe(3); });
});
`;

const REASONS = `
code.ts:
  - because: nobody is told
    mutants:
      - { in: "export const UNTOLD = 'untold';", was: "'untold'", becomes: '""' }
      - { in: return something;, was: something, becomes: nothing }
`;

let folder: string;
let verdicts: Map<string, string>;
let ended: { code?: number; stdout: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patrol-mutation-'));
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'units.ts'), UNITS);
  await writeFile(join(folder, 'code.ts'), CODE);
  await writeFile(join(folder, 'code.test.ts'), TESTS);
  await writeFile(join(folder, 'stryker.config.json'), JSON.stringify(config()));
  const stryker = resolve('node_modules/@stryker-mutator/core/bin/stryker.js');
  await writeFile(join(folder, 'reasons.yaml'), REASONS);
  ended = await promisify(execFile)(process.execPath, [stryker, 'run'], { cwd: folder }).catch(
    (error) => error,
  );
  verdicts = verdictsIn(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function config() {
  return {
    plugins: [resolve('mutation/plugin.ts')],
    testRunner: 'in-process',
    testRunnerNodeArgs: ['--no-warnings'],
    inProcess: { tests: ['*.test.ts'] },
    coverageAnalysis: 'perTest',
    tsconfigFile: 'none.json',
    mutate: ['code.ts'],
    concurrency: 1,
    reporters: ['json', 'survivors'],
    survivors: { reasons: 'reasons.yaml' },
    jsonReporter: { fileName: 'report.json' },
  };
}

interface Report {
  readonly files: Readonly<
    Record<
      string,
      { mutants: { status: string; replacement: string; location: { start: { line: number } } }[] }
    >
  >;
}

function verdictsIn({ files }: Report): Map<string, string> {
  const lines = CODE.split('\n');
  return new Map(
    (files['code.ts']?.mutants ?? []).map(({ location, replacement, status }) => [
      `${lines[location.start.line - 1]?.trim()} -> ${replacement}`,
      status,
    ]),
  );
}

describe('a mutant', () => {
  it.each([
    ['beside what is not loaded again', 'export const LENGTH = [new Metre()]; -> []', 'Killed'],
    ['in a table that tests assert', 'export const GREETING = \'hello\'; -> ""', 'Killed'],
    ['in a table that no test asserts', 'export const UNTOLD = \'untold\'; -> ""', 'Survived'],
    ['that a module had computed before', 'memory ??= n * 3; -> n / 3', 'Killed'],
    ['that leaves something behind', 'if (something) left = 1; -> true', 'Killed'],
    ['that is reached beside what was left behind', 'return a - 5; -> a + 5', 'Survived'],
    ['that never ends', 'while (done < times) done += 1; -> done -= 1', 'Timeout'],
    ['that no test reaches', 'export const unreached = () => 7 / 2; -> 7 * 2', 'NoCoverage'],
  ])('%s', (_, mutant, status) => {
    expect(verdicts.get(mutant)).toBe(status);
  });
});

describe('a run', () => {
  it('fails when a survivor has no reason, or a reason no survivor', () => {
    expect(ended.code).toBe(1);
  });

  it.each([
    ['counts what survived', '6 survived, 1 of them with a reason'],
    ['says which ones have no reason', '- in: return a - 5;\n        was: a - 5\n        becomes: a + 5'],
    ['says which reasons have no survivor', '- in: return something;'],
  ])('%s', (_, text) => {
    expect(ended.stdout).toContain(text);
  });
});
