import { globSync } from 'node:fs';
import { relative } from 'node:path';
import {
  type CompleteDryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import { dryRunOf } from './dry-run.ts';
import {
  type CoveringTest,
  coveringTests,
  type DryRunNotes,
  filesThatRemember,
  importersOf,
  importingTests,
  notesOf,
  readNotes,
  testsIn,
  writeNotes,
} from './dry-run-notes.ts';
import { Generations } from './generations.ts';
import { Instrumented } from './instrumented.ts';
import { Killers } from './killers.ts';
import { type Killer, Killing } from './killing.ts';
import type { Test } from './test-file.ts';
import { TestFiles } from './test-files.ts';

/** Globs of test files. */
export interface TestChoice {
  readonly tests: readonly string[];
}

/**
 * Runs Jest's tests in one process of Stryker's, mutant after mutant: loading the tests anew for each is what takes
 * the hours. Where no test fails that way, and the mutant may have been active too late (it is reached while modules
 * load, or they remember what they computed before), modules and tests are loaded anew with the mutant active.
 */
export class InProcessRunner implements TestRunner {
  readonly #choice: TestChoice;
  readonly #code = new Instrumented();
  readonly #generations = new Generations(process.cwd());
  #files = new TestFiles(this.#generations.next());
  readonly #killers = new Killers();
  #notes: DryRunNotes | null = null;

  constructor(choice: TestChoice) {
    this.#choice = choice;
    // The same examples every time, and the first that fails is enough.
    fc.configureGlobal({ seed: 42, endOnFailure: true });
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun(): Promise<CompleteDryRunResult> {
    const tests: TestResult[] = [];
    for (const file of filesOf(this.#choice.tests)) {
      // Modules of its own, as with Jest: what another file had them remember would hide what this one reaches.
      const own = await new TestFiles(this.#generations.next()).testsOf(file);
      tests.push(...(await dryRunOf(file, own, this.#code)));
    }
    writeNotes({
      ...notesOf(tests, this.#code.reached()),
      importers: this.#generations.importers(),
    });
    return { status: DryRunStatus.Complete, tests, mutantCoverage: this.#code.coverage() };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const notes = this.#knownNotes();
    const mutated = mutatedFile(options);
    const covering = this.#killers.quickestOf(coveringTests(notes, options.activeMutant.id), mutated);
    const tests = await this.#loaded(covering);
    const quick = await this.#run(options, (killing) => killing.killer(tests));
    if (quick.status === MutantRunStatus.Killed) {
      for (const id of quick.killedBy) this.#killers.add(id, mutated);
      const killer = tests.filter(({ id }) => quick.killedBy.includes(id));
      if ((await new Killing().killer(killer)) === null) return quick;
      // It fails without the mutant, too: an earlier one has left something behind in the memory of a module.
      this.#files = new TestFiles(this.#generations.next());
    } else if (quick.status !== MutantRunStatus.Survived) return quick;

    const files = this.#filesToRunAnew(options, quick);
    return files.length === 0 ? quick : this.#runAnew(files, options);
  }

  /** None where the mutant was active from the beginning for every test that reaches it. */
  #filesToRunAnew(options: MutantRunOptions, quick: MutantRunResult): string[] {
    const notes = this.#knownNotes();
    const { id } = options.activeMutant;
    if (options.mutantActivation === 'static') return importingTests(notes, mutatedFile(options));
    if (quick.status === MutantRunStatus.Survived) return filesThatRemember(notes, id);
    return [...new Set(coveringTests(notes, id).map(({ file }) => file))];
  }

  #knownNotes(): DryRunNotes {
    this.#notes ??= readNotes();
    return this.#notes;
  }

  /** Before a mutant is active. */
  async #loaded(tests: readonly CoveringTest[]): Promise<Test[]> {
    const loaded: Test[] = [];
    for (const { id, file } of tests) {
      loaded.push(...(await this.#files.testsOf(file)).filter((test) => test.id === id));
    }
    return loaded;
  }

  /** Whole files: tests that a module's memory kept from the mutant are among them. */
  async #runAnew(files: readonly string[], options: MutantRunOptions): Promise<MutantRunResult> {
    const notes = this.#knownNotes();
    const mutated = mutatedFile(options);
    const anew = new TestFiles(this.#generations.nextOf(importersOf(notes, mutated)));
    return this.#run(options, async (killing) => {
      for (const file of this.#killers.firstOf(files, mutated)) {
        const tests = await anew.testsOf(file).catch(messageOf);
        const killer =
          typeof tests === 'string'
            ? { id: testsIn(notes, file)[0] ?? file, message: `Does not load: ${tests}` }
            : await killing.killer(tests);
        if (killer === null) continue;
        this.#killers.add(file, mutated);
        return killer;
      }
      return null;
    });
  }

  /** One mutant, until a test fails. */
  async #run(
    { activeMutant, hitLimit }: MutantRunOptions,
    run: (killing: Killing) => Promise<Killer | null>,
  ): Promise<MutantRunResult> {
    const killing = new Killing();
    const { hits, result } = await this.#code.withMutant(activeMutant.id, hitLimit, () => run(killing));
    const timeout = determineHitLimitReached(hits, hitLimit);
    if (timeout !== undefined) return { ...timeout, status: MutantRunStatus.Timeout };
    return resultOf(result, killing.tests);
  }
}

function resultOf(killer: Killer | null, nrOfTests: number): MutantRunResult {
  if (killer === null) return { status: MutantRunStatus.Survived, nrOfTests };
  return {
    status: MutantRunStatus.Killed,
    killedBy: [killer.id],
    failureMessage: killer.message,
    nrOfTests,
  };
}

const filesOf = (patterns: readonly string[]): string[] =>
  patterns.flatMap((pattern) => globSync(pattern)).sort();

const mutatedFile = ({ sandboxFileName }: MutantRunOptions): string =>
  relative(process.cwd(), sandboxFileName);

const messageOf = (error: unknown): string => String(error);
