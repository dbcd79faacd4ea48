import type { CoverageData, InstrumenterContext, MutantCoverage } from '@stryker-mutator/api/core';

/** What Stryker's instrumented code reads and writes while it runs: which mutant is active, and who reached which. */
export class Instrumented {
  /** The code keeps a reference to it and to its coverage: both are changed, never replaced. */
  readonly #context: InstrumenterContext;
  readonly #coverage: MutantCoverage = { static: {}, perTest: {} };
  /** What was reached while these tests were set up counts for each of them. */
  readonly #together = new Map<string, readonly string[]>();

  constructor() {
    const scope = globalThis as { __stryker__?: InstrumenterContext };
    scope.__stryker__ ??= {};
    this.#context = scope.__stryker__;
    this.#context.mutantCoverage = this.#coverage;
  }

  /** From now on, until the next call. */
  reachedBy(tests: readonly string[]): void {
    const id = tests.length === 1 ? `${tests[0]}` : `set-up ${this.#together.size}`;
    if (tests.length !== 1) this.#together.set(id, tests);
    this.#context.currentTestId = id;
  }

  reachedByLoading(): void {
    delete this.#context.currentTestId;
  }

  coverage(): MutantCoverage {
    const perTest: Record<string, CoverageData> = {};
    for (const [id, reached] of Object.entries(this.#coverage.perTest)) {
      for (const test of this.#together.get(id) ?? [id]) perTest[test] = add(perTest[test] ?? {}, reached);
    }
    return { static: { ...this.#coverage.static }, perTest };
  }

  /** Runs with one mutant active, and tells how often it was. */
  async withMutant<Result>(id: string, hitLimit: number | undefined, run: () => Promise<Result>) {
    Object.assign(this.#context, { activeMutant: id, hitCount: 0, hitLimit });
    try {
      return { result: await run(), hits: this.#context.hitCount };
    } finally {
      delete this.#context.activeMutant;
      delete this.#context.hitCount;
      delete this.#context.hitLimit;
    }
  }
}

function add(total: CoverageData, reached: CoverageData): CoverageData {
  for (const [id, times] of Object.entries(reached)) total[id] = (total[id] ?? 0) + times;
  return total;
}
