import { runTests, type Test } from './test-file.ts';

/** The test that failed, and how. */
export interface Killer {
  readonly id: string;
  readonly message: string;
}

/** Runs tests until one fails, and counts them. */
export class Killing {
  tests = 0;

  async killer(tests: readonly Test[]): Promise<Killer | null> {
    let killer: Killer | null = null;
    await runTests(tests, {
      onResult: ({ id }, failure) => {
        this.tests += 1;
        if (failure !== null) killer = { id, message: failure.message };
        return failure === null;
      },
    });
    return killer;
  }
}
