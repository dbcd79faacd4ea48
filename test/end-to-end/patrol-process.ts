import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator } from '#simulator/simulator.ts';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a user sets to scan this simulator as its App, as fast as it goes. */
export function appEnvironment(simulator: Simulator): Record<string, string> {
  return {
    GITHUB_API_URL: simulator.url,
    GITHUB_APP_ID: `${simulator.app.id}`,
    GITHUB_APP_PRIVATE_KEY: simulator.app.privateKey,
    GITHUB_REQUESTS_PER_SECOND: 'Infinity',
  };
}

/** Runs the built command as a user would, with nothing in its environment but what is given. */
export function patrol(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Finished> {
  const child = spawn(process.execPath, ['bin/patrol-cli.ts', ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** A folder for one test, and its end. */
export function scratchFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'patrol-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
