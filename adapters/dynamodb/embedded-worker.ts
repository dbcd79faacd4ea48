/**
 * The thread in which dynalite runs: a second core does its work, and an error that dynalite lets fall ends this
 * thread and not the process.
 */
import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { gathering, type LevelConstructor } from './embedded-level.ts';

export interface WorkerSetting {
  /** Folder of the LevelDB; null: in memory. */
  readonly path: string | null;
  /** False where a database must be there already: LevelDB would silently start an empty one. */
  readonly mayCreate: boolean;
  /** The only access key that is answered: other users of this machine can reach the port, too. */
  readonly accessKeyId: string;
}

export type WorkerMessage =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'closed' };

const { path, mayCreate, accessKeyId } = workerData as WorkerSetting;
const require = createRequire(import.meta.url);

/**
 * dynalite opens its LevelDB in the background and loses the reason when that fails. So we keep the database that
 * it makes, and open it ourselves.
 */
function captureDatabase(): { database: { open(): Promise<void> } | null } {
  const captured: ReturnType<typeof captureDatabase> = { database: null };
  const level = createRequire(require.resolve('dynalite'))('level') as { Level: LevelConstructor };
  level.Level = class extends gathering(level.Level) {
    constructor(location: string, options: object) {
      super(location, { ...options, createIfMissing: mayCreate });
      captured.database = this;
    }
  };
  return captured;
}

async function serve(): Promise<WorkerMessage> {
  const captured = captureDatabase();
  const { default: dynalite } = await import('dynalite');
  const server = dynalite({ createTableMs: 0, ...(path === null ? {} : { path }) });
  try {
    await captured.database?.open();
  } catch (error) {
    return failure(error);
  }
  const [answer] = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request').on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers.authorization?.includes(`Credential=${accessKeyId}/`)) answer?.(request, response);
    else response.writeHead(403).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  parentPort?.once('message', () => {
    server.closeAllConnections();
    server.close(() => finish({ kind: 'closed' }));
  });
  return { kind: 'listening', port: (server.address() as AddressInfo).port };
}

/** LevelDB's own words are in the cause. */
function failure(error: unknown): WorkerMessage {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return { kind: 'failed', code: cause?.code ?? '', message: cause?.message ?? String(error) };
}

/** The thread ends when nobody listens any more. */
function finish(message: WorkerMessage): void {
  parentPort?.postMessage(message);
  parentPort?.close();
}

const answer = await serve();
if (answer.kind === 'failed') finish(answer);
else parentPort?.postMessage(answer);
