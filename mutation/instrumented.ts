import type { CoverageData, InstrumenterContext, MutantCoverage } from '@stryker-mutator/api/core';
import type { Part } from './test-file.ts';

/** What Stryker's instrumented code reads and writes while it runs: which mutant is active, and what reached it. */
export class Instrumented {
  /** The code keeps a reference to it and to its coverage: both are changed, never replaced. */
  readonly #context: InstrumenterContext;
  readonly #coverage: MutantCoverage = { static: {}, perTest: {} };
  readonly #parts = new Map<string, Part>();

  constructor() {
    const scope = globalThis as { __stryker__?: InstrumenterContext };
    scope.__stryker__ ??= {};
    this.#context = scope.__stryker__;
    this.#context.mutantCoverage = this.#coverage;
  }

  /** From now on, until the next call. */
  reachedBy(part: Part): void {
    this.#parts.set(part.name, part);
    this.#context.currentTestId = part.name;
  }

  reachedByLoading(): void {
    delete this.#context.currentTestId;
  }

  /** As Stryker wants it: what was reached while some tests were set up counts for each of them. */
  coverage(): MutantCoverage {
    const perTest: Record<string, CoverageData> = {};
    for (const { tests, reached } of this.reached()) {
      for (const test of tests) perTest[test] = add(perTest[test] ?? {}, reached);
    }
    return { static: { ...this.#coverage.static }, perTest };
  }

  reached(): Array<Part & { reached: CoverageData }> {
    return [...this.#parts.values()].map((part) => ({
      ...part,
      reached: this.#coverage.perTest[part.name] ?? {},
    }));
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
