import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { answersOn, freePort } from '#test/builders/ports.ts';

/** Where moto thinks it is. */
export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

/** AWS on the loopback interface: CloudFormation, KMS, SNS, SQS, Secrets Manager and IAM of moto, in memory. */
export async function startMoto(bin: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const server = spawn(join(bin, 'moto_server'), ['-H', '127.0.0.1', '-p', `${port}`], { stdio: 'ignore' });
  const ended = once(server, 'exit');
  await Promise.race([
    answersOn(port, 'moto'),
    ended.then(([code]) => Promise.reject(new Error(`moto ended at once (exit code ${code}).`))),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.kill('SIGKILL');
      await ended;
    },
  };
}
