import type { Command } from 'commander';
import type { Dependencies } from './dependencies.ts';
import type { ExitCode } from './exit-code.ts';

/** What a command file needs to add itself to the program. */
export interface CommandContext {
  readonly program: Command;
  readonly deps: Dependencies;
  /** Runs the command's work; its exit code becomes the program's. */
  readonly run: (work: () => Promise<ExitCode>) => Promise<void>;
}
