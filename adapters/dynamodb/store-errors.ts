/** Another process works in the same folder. */
export class StoreBusyError extends Error {
  override readonly name = 'StoreBusyError';
  readonly folder: string;
  /** Null when the other process did not leave its number. */
  readonly pid: number | null;

  constructor(folder: string, pid: number | null, options?: ErrorOptions) {
    const who = pid === null ? 'another process' : `process ${pid}`;
    super(
      `The store ${folder} is in use by ${who}: wait until it is done, or choose another folder.`,
      options,
    );
    this.folder = folder;
    this.pid = pid;
  }
}

/** A later Patrol wrote here, in a form this one does not know. */
export class NewerStoreError extends Error {
  override readonly name = 'NewerStoreError';
}

/** The files of an embedded database are not what they were. */
export class StoreDamagedError extends Error {
  override readonly name = 'StoreDamagedError';

  constructor(folder: string, what: string, options?: ErrorOptions) {
    super(
      `The database in ${folder} is damaged (${what}): nothing was changed in it; restore the folder from a copy, or move it away to start anew.`,
      options,
    );
  }
}
