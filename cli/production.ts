import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { unpackItems } from '#adapters/dynamodb/pack.ts';
import { inProcessEngine } from '#adapters/engine/in-process.ts';
import { sha256 } from '#adapters/engine/sha256.ts';
import type { GitHubConnection } from '#adapters/github/connect.ts';
import type { GitHubSettings } from '#adapters/github/github-settings.ts';
import { settingsFromEnvironment } from '#adapters/github/settings-from-environment.ts';
import { LARGEST_POLICY } from '#adapters/policy/read-policy.ts';
import { secret } from '#core/secret.ts';
import { TERMINAL } from '#core/terminal.ts';
import { lookUpOwners } from '#scan/look-up-owners.ts';
import { runScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { tellChannels } from '#scan/tell-channels.ts';
import { tellFailure } from '#scan/tell-failure.ts';
import { openChannels, sitesOf } from './channels.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { main } from './main.ts';
import { bytesOf, streamOf } from './named-file.ts';
import { openDirectories } from './owner-directories.ts';
import { isNobodyReading, redactor, tell } from './print.ts';
import { reportError } from './report-error.ts';
import { openSigner } from './signing.ts';
import { UsageError } from './usage-error.ts';

/** Node's timers take no more. */
const LONGEST_SLEEP = 2_147_483_647;

/** Runs the command line of this process and leaves its exit code behind. */
export async function start(): Promise<void> {
  const stop = new AbortController();
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreAbsentReader);
  const deps = production(stop.signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // The second time somebody means it: nothing is committed halfway, whenever this comes.
      if (stop.signal.aborted) leaveAtOnce(EXIT.interrupted);
      tell(deps, '\npatrol: Stopping… (once more to leave at once)\n');
      stop.abort(new Error(`Stopped by ${signal}.`));
    });
  }
  process.on('uncaughtException', (error) => {
    const { text, exit } = reportError(error, {
      redact: redactor(deps),
      debug: deps.env.PATROL_DEBUG === '1',
    });
    tell(deps, text);
    leaveAtOnce(exit);
  });
  process.exitCode = await main(process.argv.slice(2), deps);
}

/** Progress bars hide the cursor and switch line wrapping off; this way out does not come past their end. */
function leaveAtOnce(exit: ExitCode): never {
  if (process.stderr.isTTY) process.stderr.write('\u001b[?25h\u001b[?7h\n');
  process.exit(exit);
}

function production(signal: AbortSignal): Dependencies {
  const { env, stdout, stderr } = process;
  const version = versionOf(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const holder = `patrol on ${hostname()}, process ${process.pid} (${randomUUID().slice(0, 8)})`;
  const ourselves = {
    userAgent: `patrol/${version}`,
    log: (message: string) => tell(deps, `patrol: ${message}\n`),
  };
  const deps: Dependencies = {
    version,
    nodeVersion: process.version,
    env,
    stdout,
    stderr,
    signal,
    now: () => new Date(),
    sleep: (milliseconds, until) =>
      sleep(Math.min(milliseconds, LONGEST_SLEEP), undefined, { signal: until }),
    connect: async () => connect({ ...settingsFromEnvironment(env), ...ourselves }),
    connectApp: async ({ apiUrl, appId, privateKey, requestsPerSecond }) =>
      connect({
        apiUrl,
        requestsPerSecond,
        credential: { kind: 'app', appId, privateKey: secret(privateKey) },
        ...ourselves,
      }),
    openStore: openOrExplain,
    readFile: (path) => bytesOf(path, LARGEST_POLICY),
    openFile: streamOf,
    sha256,
    unpack: unpackItems,
    runScan: (run) =>
      runScan({
        ...run,
        channels: [TERMINAL, ...run.channels],
        engine: inProcessEngine({ signal }),
        sha256,
        holder,
        signal,
      }),
    openChannels: (policy) => openChannels(env, policy),
    openSigner: () => openSigner(env),
    tellFailure: (failure) =>
      tellFailure({ ...failure, engine: inProcessEngine({ signal }), holder, signal }),
    lookUpOwners: ({ connection, ...run }) =>
      lookUpOwners({
        ...run,
        open: () => openDirectories(run.record.org, { connection, env, signal }),
        engine: inProcessEngine({ signal }),
        signal,
      }),
    tellChannels: (run) =>
      tellChannels({ ...run, sites: sitesOf(env), engine: inProcessEngine({ signal }), holder, signal }),
  };
  return deps;
}

/** Octokit and the AWS SDK are loaded by the commands that need them: `--help` answers at once. */
async function connect(settings: GitHubSettings): Promise<GitHubConnection> {
  const { connectGitHub } = await import('#adapters/github/connect.ts');
  return connectGitHub(settings);
}

async function openOrExplain(place: string, purpose: 'read' | 'write'): Promise<Store> {
  if (purpose === 'read' && !place.startsWith('dynamodb://') && !(await isFolder(place))) {
    throw new UsageError(
      `There is no store at ${place}. A scan makes one: patrol scan --org LOGIN. If it is elsewhere, say where with --store or PATROL_STORE.`,
    );
  }
  try {
    const { openStore } = await import('#adapters/dynamodb/open-store.ts');
    return await openStore(place, process.env);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ?? false;
}

function versionOf(packageJson: string): string {
  const { version } = JSON.parse(packageJson) as { readonly version: string };
  return version;
}

function ignoreAbsentReader(error: Error): void {
  if (!isNobodyReading(error)) throw error;
}
