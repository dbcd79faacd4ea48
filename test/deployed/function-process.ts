import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a sandbox is handed. */
export interface Invocation {
  /** The bundle's file, and the handler it exports. */
  readonly bundle: string;
  readonly handler: string;
  readonly input: unknown;
  readonly context: { readonly awsRequestId: string; readonly remainingMilliseconds: number };
  /** Of its clock, before this machine's. */
  readonly aheadMilliseconds: number;
}

export interface Sandbox {
  readonly pid: number;
  /** Null: it died before it answered. */
  readonly answer: Promise<unknown>;
  /** SIGKILL. */
  kill(): void;
}

const RUNTIME = fileURLToPath(new URL('lambda-runtime.ts', import.meta.url));

/**
 * A process for one invocation, with nothing of this one's environment: Lambda may take a sandbox away whenever an
 * execution waits, so that each invocation here is a cold start.
 *
 * @param log takes what it writes, line by line.
 */
export function startSandbox(
  invocation: Invocation,
  env: Readonly<Record<string, string>>,
  log: (text: string) => void,
): Sandbox {
  const child = fork(RUNTIME, {
    env: { ...env, NODE_OPTIONS: '' },
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', log);
  child.send(invocation);
  return {
    pid: child.pid ?? 0,
    answer: ended(child),
    kill: () => void child.kill('SIGKILL'),
  };
}

async function ended(child: ReturnType<typeof fork>): Promise<unknown> {
  let output: unknown = null;
  child.once('message', (message) => {
    output = message;
  });
  const [code, signal] = await once(child, 'close');
  if (output === null && signal !== 'SIGKILL')
    throw new Error(`A function ended without an answer (exit code ${code}, signal ${signal}).`);
  return output;
}
