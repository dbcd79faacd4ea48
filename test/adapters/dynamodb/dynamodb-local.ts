import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { answersOn, freePort } from '#test/builders/ports.ts';
import { connectTo, type Database } from './database.ts';

/** DynamoDB Local, the emulator of AWS itself. Needs Java 17 on the path. */
export async function startDynamoDbLocal(): Promise<Database & { readonly url: string }> {
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
  await Promise.race([answersOn(port, 'DynamoDB Local'), failed]);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    connect: () => connectTo(url),
    async close() {
      const ended = once(java, 'exit');
      java.kill('SIGKILL');
      await ended;
    },
  };
}
