import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
const CACHE = fileURLToPath(new URL('../../.cache/python', import.meta.url));
const INSTALL_MILLISECONDS = 300_000;

/**
 * The folder of `moto_server` and `cfn-lint`, in a virtual environment that is made once for each requirements.txt.
 *
 * @throws {Error} when there is no Python to make it with, or what is pinned cannot be installed.
 */
export async function pythonTools(): Promise<string> {
  const pinned = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const environment = join(CACHE, pinned);
  const bin = join(environment, 'bin');
  // Written last: one that was cut off is made again.
  const complete = join(environment, 'complete');
  if (existsSync(complete)) return bin;
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  await python('python3', ['-m', 'venv', environment], 'Python 3 with venv is needed (Debian: python3-venv)');
  await python(
    join(bin, 'python'),
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', REQUIREMENTS],
    `${REQUIREMENTS} could not be installed`,
  );
  renameSync(await receipt(bin, environment), complete);
  return bin;
}

/** What was installed, for whoever looks. */
async function receipt(bin: string, environment: string): Promise<string> {
  const path = join(environment, 'installed.txt');
  await run('sh', ['-c', '"$0" -m pip freeze > "$1"', join(bin, 'python'), path]);
  return path;
}

async function python(command: string, args: readonly string[], failure: string): Promise<void> {
  try {
    await run(command, args, { timeout: INSTALL_MILLISECONDS });
  } catch (error) {
    throw new Error(`test:deployed cannot run. ${failure}: ${(error as Error).message}`, { cause: error });
  }
}
