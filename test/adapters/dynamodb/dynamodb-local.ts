import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connectTo, type Database } from './database.ts';

/** A machine that does other things as well. */
const PATIENCE_MS = 110_000;

/** DynamoDB Local, the emulator of AWS itself. Needs Java 17 on the path. */
export async function startDynamoDbLocal(): Promise<Database> {
  const home = createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json');
  const folder = join(dirname(home), 'emulator');
  const port = await freePort();
  const java = spawn(
    'java',
    [
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      '-Xmx512m',
      `-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(folder, 'DynamoDBLocal.jar'),
      '-inMemory',
      '-disableTelemetry',
      '-port',
      String(port),
    ],
    // It writes a file of its own into the folder it is started in.
    { stdio: 'ignore', cwd: tmpdir() },
  );
  const failed = new Promise<never>((_, reject) => {
    java.once('error', reject);
    java.once('exit', (code) => reject(new Error(`DynamoDB Local ended at once (exit code ${code}).`)));
  });
  failed.catch(() => undefined);
  await Promise.race([answers(port), failed]);
  return {
    connect: () => connectTo(`http://127.0.0.1:${port}`),
    async close() {
      const ended = once(java, 'exit');
      java.kill('SIGKILL');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(port: number): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`DynamoDB Local does not answer on port ${port}.`);
}
