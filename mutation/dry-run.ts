import { resolve } from 'node:path';
import { type TestResult, TestStatus } from '@stryker-mutator/api/test-runner';
import type { Instrumented } from './instrumented.ts';
import { runTests, type Test } from './test-file.ts';

/** Runs all tests of a file without a mutant, and has it noted which of them reaches what. */
export async function dryRunOf(
  file: string,
  tests: readonly Test[],
  code: Instrumented,
): Promise<TestResult[]> {
  const results: TestResult[] = [];
  let started = performance.now();
  await runTests(tests, {
    onSetUp: (some) => code.reachedBy(some.map(({ id }) => id)),
    onTest: ({ id }) => code.reachedBy([id]),
    onResult: ({ id }, failure) => {
      const result = { id, name: id, fileName: resolve(file), timeSpentMs: performance.now() - started };
      results.push(
        failure === null
          ? { ...result, status: TestStatus.Success }
          : { ...result, status: TestStatus.Failed, failureMessage: failure.message },
      );
      started = performance.now();
      return true;
    },
  });
  code.reachedByLoading();
  return results;
}
