/** A policy file is wrong. The message is a list, one line a fault: `file:line:column: what, and what to do`. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly faults: readonly PolicyFault[];

  constructor(source: string, faults: readonly PolicyFault[]) {
    super([headline(source, faults.length), ...faults.map((fault) => lineOf(source, fault))].join('\n'));
    this.faults = faults;
  }
}

/** One thing that is wrong. Lines and columns count from 1; a column is a UTF-16 unit, as editors count. */
export interface PolicyFault {
  readonly line: number;
  readonly column: number;
  /** A sentence that begins with the key it is about. */
  readonly message: string;
}

function headline(source: string, count: number): string {
  const faults = count === 1 ? 'one thing is wrong' : `${count} things are wrong`;
  return `The policy ${source} cannot be used, ${faults} in it:`;
}

function lineOf(source: string, { line, column, message }: PolicyFault): string {
  return `  ${source}:${line}:${column}: ${message}`;
}
