declare module 'dynalite' {
  import type { Server } from 'node:http';

  function dynalite(options?: {
    /** Folder of the LevelDB; in memory without it. */
    readonly path?: string;
    /** Milliseconds that a table stays in CREATING. */
    readonly createTableMs?: number;
  }): Server;
  export = dynalite;
}
