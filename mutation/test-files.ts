import { resolve } from 'node:path';
import type { Generations } from './generations.ts';
import { defined, type Test } from './test-file.ts';

/** Test files, each loaded when it is first asked for; all of them in one generation of modules. */
export class TestFiles {
  readonly #load: (file: string) => Promise<unknown>;
  readonly #files = new Map<string, readonly Test[]>();

  constructor(generations: Generations) {
    this.#load = generations.next();
  }

  async testsOf(file: string): Promise<readonly Test[]> {
    const tests = this.#files.get(file) ?? (await defined(file, () => this.#load(resolve(file))));
    this.#files.set(file, tests);
    return tests;
  }
}
