import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { CoverageData } from '@stryker-mutator/api/core';
import type { TestResult } from '@stryker-mutator/api/test-runner';
import { again } from './dry-run.ts';
import type { Part } from './test-file.ts';

/**
 * What the one process that runs all tests without a mutant learns, for the others: Stryker tells them nothing of it
 * where a mutant is static.
 */
export interface DryRunNotes {
  /** In the order in which they ran. */
  readonly tests: Readonly<Record<string, { readonly file: string; readonly milliseconds: number }>>;
  readonly parts: readonly Part[];
  /** Of each mutant: which parts (their places in `parts`) reach it. */
  readonly reachedBy: Readonly<Record<string, readonly number[]>>;
  /** Of each mutant: which parts reach it less often when they run for the second time. */
  readonly remembered: Readonly<Record<string, readonly number[]>>;
  /** Of each file: which files import it. */
  readonly importers: Readonly<Record<string, readonly string[]>>;
}

export interface CoveringTest {
  readonly id: string;
  readonly file: string;
  readonly milliseconds: number;
}

export function notesOf(
  tests: readonly TestResult[],
  reached: ReadonlyArray<Part & { readonly reached: CoverageData }>,
): Omit<DryRunNotes, 'importers'> {
  const parts = reached.filter((part) => part.tests.length > 0);
  const secondTime = new Map(reached.map((part) => [part.name, part.reached]));
  const reachedBy: Record<string, number[]> = {};
  const remembered: Record<string, number[]> = {};
  for (const [place, part] of parts.entries()) {
    const then = secondTime.get(again(part.name)) ?? {};
    for (const [mutant, times] of Object.entries(part.reached)) {
      add(reachedBy, mutant, place);
      if ((then[mutant] ?? 0) < times) add(remembered, mutant, place);
    }
  }
  const timed = tests.map(({ id, fileName = '', timeSpentMs }) => [
    id,
    { file: relative(process.cwd(), fileName), milliseconds: timeSpentMs },
  ]);
  return {
    tests: Object.fromEntries(timed),
    parts: parts.map(({ file, name, tests: ofPart }) => ({ name, file, tests: ofPart })),
    reachedBy,
    remembered,
  };
}

function add(places: Record<string, number[]>, mutant: string, place: number): void {
  const known = places[mutant];
  if (known === undefined) places[mutant] = [place];
  else known.push(place);
}

/** In the sandbox, which all processes work in and which is thrown away. */
const FILE = 'dry-run-notes.json';

export function writeNotes(notes: DryRunNotes): void {
  writeFileSync(FILE, JSON.stringify(notes));
}

export function readNotes(): DryRunNotes {
  if (!existsSync(FILE))
    throw new Error(`No ${FILE} in ${process.cwd()}: the tests have not run without a mutant.`);
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

/** The tests that reach the mutant. */
export function coveringTests(notes: DryRunNotes, mutant: string): CoveringTest[] {
  const ids = new Set((notes.reachedBy[mutant] ?? []).flatMap((part) => notes.parts[part]?.tests ?? []));
  return [...ids].flatMap((id) => {
    const test = notes.tests[id];
    return test === undefined ? [] : { id, ...test };
  });
}

/** Test files in which something was remembered that the mutant may have had a part in. */
export function filesThatRemember({ parts, remembered }: DryRunNotes, mutant: string): string[] {
  return [...new Set((remembered[mutant] ?? []).flatMap((part) => parts[part]?.file ?? []))];
}

/** The file, and those that import it, directly or through others, the nearest first. */
export function importersOf(notes: DryRunNotes, file: string): Set<string> {
  const found = new Set([file]);
  for (const each of found) for (const importer of notes.importers[each] ?? []) found.add(importer);
  return found;
}

export function importingTests(notes: DryRunNotes, file: string): string[] {
  const testFiles = new Set(Object.values(notes.tests).map((test) => test.file));
  return [...importersOf(notes, file)].filter((each) => testFiles.has(each));
}

export function testsIn(notes: DryRunNotes, file: string): string[] {
  return Object.keys(notes.tests).filter((id) => notes.tests[id]?.file === file);
}
