interface Operation {
  readonly type: 'put' | 'del';
  readonly key: unknown;
  readonly value?: unknown;
}

interface Iterator {
  close(): Promise<void>;
  return?(): Promise<void>;
}

/** The parts of abstract-level that a database overrides, as classic-level has them. */
interface LevelDatabase {
  open(): Promise<void>;
  _put(key: unknown, value: unknown, options: object): Promise<void>;
  _del(key: unknown, options: object): Promise<void>;
  _get(key: unknown, options: object): Promise<unknown>;
  _getSync(key: unknown, options: object): unknown;
  _iterator(options: object): unknown;
  keys(options?: object): Iterator;
  values(options?: object): Iterator;
  _batch(operations: readonly Operation[], options: object): Promise<void>;
}
export type LevelConstructor = new (path: string, options: object) => LevelDatabase;

/** Bytes that are fetched at once of a range; its own 16 KB are a trip to another thread for every 16 findings. */
const FETCHED = 256 * 1_024;

/** Bytes in memory before LevelDB makes a file of them; with its own 4 MB it mostly merges small files. */
const WRITE_BUFFER = 32 * 1_024 * 1_024;

interface Batch {
  readonly operations: Operation[];
  readonly done: Promise<void>;
}

/**
 * The LevelDB for a thread of its own that serves nobody else. An item is up to five writes (itself and its places in the
 * indexes), and dynalite makes each a trip to another thread: here all that one turn of the loop asks for is one batch, and one
 * write to the log. A single key is read in this thread, as its block is nearly always in memory.
 */
export function gathering(Level: LevelConstructor): LevelConstructor {
  return class extends Level {
    #next: Batch | null = null;

    constructor(path: string, options: object) {
      super(path, { writeBufferSize: WRITE_BUFFER, ...options });
    }

    override _put(key: unknown, value: unknown): Promise<void> {
      return this.#gather({ type: 'put', key, value });
    }

    override _del(key: unknown): Promise<void> {
      return this.#gather({ type: 'del', key });
    }

    override async _get(key: unknown, options: object): Promise<unknown> {
      return this._getSync(key, options);
    }

    override keys(options?: object): Iterator {
      return closing(super.keys(options));
    }

    override values(options?: object): Iterator {
      return closing(super.values(options));
    }

    override _iterator(options: object): unknown {
      return super._iterator({ ...options, highWaterMarkBytes: FETCHED });
    }

    #gather(operation: Operation): Promise<void> {
      this.#next ??= this.#begin();
      this.#next.operations.push(operation);
      return this.#next.done;
    }

    #begin(): Batch {
      const operations: Operation[] = [];
      const turn = new Promise<void>((resolve) => setImmediate(resolve));
      const done = turn.then(() => {
        this.#next = null;
        return this._batch(operations, {});
      });
      return { operations, done };
    }
  };
}

/**
 * dynalite ends an iterator by `return`, which it does not have, and so would leave one open for every Query: with what it read
 * ahead, and with every file that LevelDB has replaced since.
 */
function closing(iterator: Iterator): Iterator {
  iterator.return = () => iterator.close();
  return iterator;
}
