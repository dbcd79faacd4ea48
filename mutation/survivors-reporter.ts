import { readFileSync } from 'node:fs';
import type { schema } from '@stryker-mutator/api/core';
import type { Reporter } from '@stryker-mutator/api/report';
import { stringify } from 'yaml';
import { type Explained, explainedIn } from './explanations.ts';
import { type Survivor, survivorsOf } from './survivor.ts';

/** What a run says of its survivors: whether it is well, and the lines to print. */
export interface Verdict {
  readonly ok: boolean;
  readonly text: string;
}

/**
 * Holds the survivors of a run against those that are explained. Both a survivor without a reason and a reason without its
 * survivor, in a file that the run mutated, are wrong.
 */
export function verdictOn(
  files: Readonly<Record<string, schema.FileResult>>,
  explained: readonly Explained[],
): Verdict {
  const run = Object.entries(files).filter(([, { mutants }]) =>
    mutants.some(({ status }) => status !== 'Ignored' && status !== 'Pending'),
  );
  const mutated = new Set(run.map(([name]) => name));
  const survivors = run.flatMap(([name, file]) => survivorsOf(name, file));
  const unexplained = missingFrom(survivors, explained);
  const idle = missingFrom(explained, survivors).filter(({ file }) => mutated.has(file));
  return {
    ok: unexplained.length === 0 && idle.length === 0,
    text: [
      `${survivors.length} survived, ${survivors.length - unexplained.length} of them with a reason`,
      ...said('No reason is given why these may survive:', unexplained),
      ...said('These are noticed, or are no more; take their reasons out:', idle),
    ].join('\n'),
  };
}

function missingFrom(some: readonly Survivor[], others: readonly Survivor[]): readonly Survivor[] {
  const known = new Set(others.map(keyOf));
  return some.filter((each) => !known.has(keyOf(each)));
}

function keyOf({ file, in: line, was, becomes }: Survivor): string {
  return JSON.stringify([file, line, was, becomes]);
}

/** In the form of the file of reasons, to be copied into it; it is refused there until the reason is written. */
function said(title: string, mutants: readonly Survivor[]): readonly string[] {
  if (mutants.length === 0) return [];
  const files = Object.groupBy(mutants, ({ file }) => file);
  const entries = Object.entries(files).map(([file, some = []]) => [
    file,
    [{ because: '', mutants: some.map(({ in: line, was, becomes }) => ({ in: line, was, becomes })) }],
  ]);
  return ['', title, '', stringify(Object.fromEntries(entries), { lineWidth: 0 })];
}

/** Ends a run of Stryker with what its score does not say: which survivors nobody has explained. */
export class SurvivorsReporter implements Reporter {
  readonly #reasons: string;

  constructor(reasons: string) {
    this.#reasons = reasons;
  }

  onMutationTestReportReady({ files }: schema.MutationTestResult): void {
    const { ok, text } = verdictOn(files, explainedIn(readFileSync(this.#reasons, 'utf8')));
    process.stdout.write(`\n${text}\n`);
    if (!ok) process.exitCode = 1;
  }
}
