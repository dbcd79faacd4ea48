import { resolve } from 'node:path';
import type { Load } from './generations.ts';
import { defined, type Test } from './test-file.ts';

/** Test files, each loaded when it is first asked for. */
export class TestFiles {
  readonly #load: Load;
  readonly #files = new Map<string, readonly Test[]>();

  constructor(load: Load) {
    this.#load = load;
  }

  async testsOf(file: string): Promise<readonly Test[]> {
    const tests = this.#files.get(file) ?? (await defined(file, () => this.#load(resolve(file))));
    this.#files.set(file, tests);
    return tests;
  }
}
