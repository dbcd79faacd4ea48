import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { MutantCoverage } from '@stryker-mutator/api/core';
import type { TestResult } from '@stryker-mutator/api/test-runner';

/**
 * What the one process that runs all tests without a mutant learns, for the others: Stryker tells them nothing of it
 * where a mutant is static.
 */
export interface DryRunNotes {
  /** Of each test: which mutants it reaches, and how long it takes. */
  readonly tests: Readonly<
    Record<string, { file: string; reaches: readonly string[]; milliseconds: number }>
  >;
  /** Test files that are run for the mutants that their tests reach, and for no others. */
  readonly onlyWhereReached: readonly string[];
  /** Of each file: which files import it. */
  readonly importers: Readonly<Record<string, readonly string[]>>;
}

/** In the sandbox, which all processes work in and which is thrown away. */
const FILE = 'dry-run-notes.json';

export function writeNotes(
  results: Pick<DryRunNotes, 'importers' | 'onlyWhereReached'> & {
    readonly tests: readonly TestResult[];
    readonly mutantCoverage: MutantCoverage;
  },
): void {
  const { importers, mutantCoverage, onlyWhereReached } = results;
  const tests = results.tests.map(({ id, fileName = '', timeSpentMs }) => [
    id,
    {
      file: relative(process.cwd(), fileName),
      reaches: Object.keys(mutantCoverage.perTest[id] ?? {}),
      milliseconds: timeSpentMs,
    },
  ]);
  writeFileSync(
    FILE,
    JSON.stringify({ tests: Object.fromEntries(tests), importers, onlyWhereReached } satisfies DryRunNotes),
  );
}

export function readNotes(): DryRunNotes {
  if (!existsSync(FILE))
    throw new Error(`No ${FILE} in ${process.cwd()}: the tests have not run without a mutant.`);
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

export interface CoveringTest {
  readonly id: string;
  readonly file: string;
}

/** The tests that reach the mutant, those that take least first. */
export function coveringTests(notes: DryRunNotes, mutant: string): CoveringTest[] {
  return Object.entries(notes.tests)
    .filter(([, { reaches }]) => reaches.includes(mutant))
    .sort(([, one], [, other]) => one.milliseconds - other.milliseconds)
    .map(([id, { file }]) => ({ id, file }));
}

/** Test files that import the file, directly or through others, the nearest first; without the slow ones. */
export function importingTests(notes: DryRunNotes, file: string): string[] {
  const testFiles = new Set(Object.values(notes.tests).map((test) => test.file));
  const found = new Set([file]);
  for (const each of found) for (const importer of notes.importers[each] ?? []) found.add(importer);
  return [...found].filter((each) => testFiles.has(each) && !notes.onlyWhereReached.includes(each));
}

/** In the order in which they ran. */
export function testsIn(notes: DryRunNotes, file: string): string[] {
  return Object.keys(notes.tests).filter((id) => notes.tests[id]?.file === file);
}
