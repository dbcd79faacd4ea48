import { type Redact, redactorFor } from '#core/redact.ts';
import type { Dependencies, Environment, Output } from './dependencies.ts';
import { paintFor } from './render/paint.ts';
import type { TextOptions } from './render/scan-text.ts';

const WIDTH_WITHOUT_TERMINAL = 120;
const NARROWEST = 40;

/** Writes the document of a command; resolves when it is out, rejects when nobody reads it any more. */
export function print({ stdout, env }: Dependencies, text: string): Promise<void> {
  return write(stdout, redactorFor(env)(text));
}

/** Writes a line about the run to standard error. */
export function tell({ stderr, env }: Dependencies, text: string): void {
  stderr.write(redactorFor(env)(text));
}

export function redactor({ env }: Dependencies): Redact {
  return redactorFor(env);
}

/** `patrol findings | head`: the reader had enough, which is no fault. */
export function isNobodyReading(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED')
  );
}

/** Colour and width for what goes to standard output. */
export function textOptions({ stdout, env }: Dependencies): TextOptions {
  return { paint: paintFor(stdout), width: Math.max(NARROWEST, widthOf(stdout, env)) };
}

/** The terminal's columns; elsewhere `COLUMNS`, or 120, so that a log does not depend on who watches. */
function widthOf({ isTTY, columns }: Output, env: Environment): number {
  if (isTTY === true && columns !== undefined && columns > 0) return columns;
  const asked = Number(env.COLUMNS);
  return Number.isInteger(asked) && asked > 0 ? asked : WIDTH_WITHOUT_TERMINAL;
}

function write(output: Output, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => (error === null || error === undefined ? resolve() : reject(error)));
  });
}
