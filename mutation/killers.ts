/** Which tests and test files have noticed mutants of a file: they are likely to notice its next one. */
export class Killers {
  readonly #times = new Map<string, number>();

  add(name: string, mutated: string): void {
    this.#times.set(`${name} ${mutated}`, this.#timesOf(name, mutated) + 1);
  }

  /** Files: those that have noticed most first, the others in their order. */
  firstOf(testFiles: readonly string[], mutated: string): string[] {
    return testFiles.toSorted((one, other) => this.#timesOf(other, mutated) - this.#timesOf(one, mutated));
  }

  /** Tests: the quickest first, and one that has noticed something as if it were quicker each time. */
  quickestOf<T extends { readonly id: string; readonly milliseconds: number }>(
    tests: readonly T[],
    mutated: string,
  ): T[] {
    const weight = ({ id, milliseconds }: T) => milliseconds / (1 + this.#timesOf(id, mutated));
    return tests.toSorted((one, other) => weight(one) - weight(other));
  }

  #timesOf(name: string, mutated: string): number {
    return this.#times.get(`${name} ${mutated}`) ?? 0;
  }
}
