import { CommanderError } from 'commander';
import { ConnectionError } from '#adapters/github/connection-error.ts';
import { PolicyError } from '#adapters/policy/policy-error.ts';
import { inert } from '#core/inert.ts';
import type { Redact } from '#core/redact.ts';
import { EXIT, type ExitCode } from './exit-code.ts';

/**
 * Errors whose message is written for the person at the terminal, by name, and what they make of the exit code.
 * By name, because they come from every layer and this file needs no other thing of theirs.
 */
const KNOWN: Readonly<Record<string, ExitCode>> = {
  UsageError: EXIT.wrong,
  SettingsError: EXIT.wrong,
  ConnectionError: EXIT.wrong,
  KeyImportError: EXIT.wrong,
  OvertakenError: EXIT.wrong,
  PolicyError: EXIT.wrong,
  StoreBusyError: EXIT.incomplete,
  BusyError: EXIT.incomplete,
  StoreLostError: EXIT.incomplete,
  DamagedChunkError: EXIT.incomplete,
  PrunedSnapshotError: EXIT.wrong,
  PrunedHistoryError: EXIT.wrong,
  NoExportError: EXIT.wrong,
  StoreDamagedError: EXIT.wrong,
  NewerStoreError: EXIT.wrong,
};

/** So many faults of a policy are shown at once: enough to mend, and not so many that the first scroll away. */
const MOST_FAULTS = 40;

/** What is said about an error, and the exit code it makes. */
export interface ErrorReport {
  readonly text: string;
  readonly exit: ExitCode;
}

/** One paragraph, without a stack: a known error in its own words, another one with how to report it. */
export function reportError(
  error: unknown,
  { redact, debug }: { readonly redact: Redact; readonly debug: boolean },
): ErrorReport {
  const stack = debug && error instanceof Error ? `\n${stackOf(error, redact)}` : '';
  if (error instanceof CommanderError) {
    // Commander has printed its own words already.
    return { text: '', exit: error.exitCode === 0 ? EXIT.done : EXIT.wrong };
  }
  const known = knownExit(error);
  const words = isList(error) ? listOfFaults(error, redact) : oneParagraph(messageOf(error), redact);
  if (known !== undefined) return { text: `patrol: ${words}${stack}\n`, exit: known };
  const hint = debug ? '' : ' Run it again with PATROL_DEBUG=1 for the details, and';
  return {
    text:
      `patrol: Something went wrong that Patrol did not foresee: ${words}` +
      `${hint === '' ? ' Please' : `${hint} please`} report it with the command you ran; secrets are left out of both.${stack}\n`,
    exit: EXIT.wrong,
  };
}

function knownExit(error: unknown): ExitCode | undefined {
  if (error instanceof ConnectionError && error.problem === 'wait') return EXIT.incomplete;
  return error instanceof Error ? KNOWN[error.name] : undefined;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // An AggregateError (no address of a host answered) often has no message of its own.
  if (error.message === '' && error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error.message === '' ? error.name : error.message;
}

function oneParagraph(text: string, redact: Redact): string {
  const words = inert(redact(text).replace(/\s+/g, ' ').trim());
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}

/** A policy's faults keep a line each: an editor jumps to `file:line:column`. */
function isList(error: unknown): error is PolicyError {
  return error instanceof PolicyError;
}

function listOfFaults({ message, faults }: PolicyError, redact: Redact): string {
  const lines = redact(message).split('\n').map(inert);
  const shown = lines.slice(0, MOST_FAULTS + 1);
  const more = faults.length - MOST_FAULTS;
  return [...shown, ...(more > 0 ? [`  and ${more} more.`] : [])].join('\n');
}

function stackOf(error: Error, redact: Redact): string {
  const causes = error.cause instanceof Error ? [error, error.cause] : [error];
  return causes
    .map((each) =>
      redact(each.stack ?? each.name)
        .split('\n')
        .map(inert)
        .join('\n'),
    )
    .join('\ncaused by ');
}
