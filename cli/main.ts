import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { isNobodyReading, redactor, tell } from './print.ts';
import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

/** Runs one command line, without the two words in front; gives the exit code and never throws. */
export async function main(words: readonly string[], deps: Dependencies): Promise<ExitCode> {
  let exit: ExitCode = EXIT.done;
  const program = createProgram(deps, async (work) => {
    exit = await work();
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exit;
  } catch (error) {
    return afterError(error, deps);
  }
}

function afterError(error: unknown, deps: Dependencies): ExitCode {
  if (isNobodyReading(error)) return EXIT.done;
  if (deps.signal.aborted) {
    tell(deps, 'patrol: Stopped.\n');
    return EXIT.interrupted;
  }
  const { text, exit } = reportError(error, {
    redact: redactor(deps),
    debug: deps.env.PATROL_DEBUG === '1',
  });
  tell(deps, text);
  return exit;
}
