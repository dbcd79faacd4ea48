import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Simulator } from '#simulator/simulator.ts';

const BINARY = fileURLToPath(new URL('../../../bin/patrol-cli.ts', import.meta.url));

export interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Signed in as the simulator's App, and nothing else of this machine's environment. */
export function environmentOf(simulator: Simulator): Record<string, string> {
  return {
    GITHUB_API_URL: simulator.url,
    GITHUB_APP_ID: String(simulator.app.id),
    GITHUB_APP_PRIVATE_KEY: simulator.app.privateKey,
    GITHUB_REQUESTS_PER_SECOND: '1000',
  };
}

/** `patrol` as a person starts it: without a terminal. */
export function startPatrol(words: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [BINARY, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

export function ended(child: ChildProcess): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (exit) => resolve({ exit, ...written }));
  });
}

export function patrolProcess(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  return ended(startPatrol(words, env));
}

/** A folder of one's own, and how to be rid of it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'patrol-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
