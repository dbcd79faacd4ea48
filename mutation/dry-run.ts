import { resolve } from 'node:path';
import { type TestResult, TestStatus } from '@stryker-mutator/api/test-runner';
import type { Instrumented } from './instrumented.ts';
import { runTests, type Test } from './test-file.ts';

/**
 * Runs all tests of a file without a mutant, twice, and has it noted which of them reaches what: what is reached less
 * often the second time was remembered.
 */
export async function dryRunOf(
  file: string,
  tests: readonly Test[],
  code: Instrumented,
): Promise<TestResult[]> {
  const results: TestResult[] = [];
  let started = performance.now();
  await runTests(tests, {
    onPart: (part) => code.reachedBy(part),
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
  await runTests(tests, {
    onPart: ({ file: ofPart, name }) => code.reachedBy({ name: again(name), file: ofPart, tests: [] }),
    onResult: () => true,
  });
  code.reachedByLoading();
  return results;
}

/** The name of a part when it runs for the second time. */
export const again = (part: string): string => `again: ${part}`;
