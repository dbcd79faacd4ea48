import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { CheckpointDurableExecutionRequest } from '@aws/durable-execution-sdk-js';
import { type DurableLambda, epochSeconds } from '#test/builders/durable-lambda.ts';
import { type AwsCall, readCall } from './aws-call.ts';
import { ACCOUNT } from './moto.ts';

/** Sees a call and its body before it goes anywhere; false: the caller is dead, and nothing comes of the call. */
type Watcher = (call: AwsCall, body: string) => boolean;

/** What the functions take for AWS: notes every call, and hands it on to whoever answers for the service. */
export interface FrontDoor {
  readonly url: string;
  readonly calls: AwsCall[];
  watcher: Watcher;
  close(): Promise<void>;
}

interface Behind {
  readonly lambda: DurableLambda;
  readonly dynamodb: string;
  /** All other services. */
  readonly moto: string;
  /** Keys of KMS in whose place moto uses another. */
  readonly standIns: ReadonlyMap<string, string>;
}

export async function openFrontDoor({ dynamodb, lambda, moto, standIns }: Behind): Promise<FrontDoor> {
  const calls: AwsCall[] = [];
  const door = { watcher: (() => true) as Watcher };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const call = readCall(request, body, ACCOUNT);
    calls.push(call);
    if (!door.watcher(call, body)) {
      response.destroy();
      return;
    }
    if (call.service === 'lambda') {
      const answer = lambda.checkpoint(
        `${call.resources[0]}`,
        JSON.parse(body) as CheckpointDurableExecutionRequest,
      );
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer, epochSeconds));
      return;
    }
    const behind = call.service === 'dynamodb' ? dynamodb : moto;
    const standIn = call.service === 'kms' ? standIns.get(`${call.resources[0]}`) : undefined;
    const handed = standIn === undefined ? body : JSON.stringify({ ...JSON.parse(body), KeyId: standIn });
    await handOn(request, handed, { url: behind, shared: behind === dynamodb }, response);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: Error) => {
      response.statusCode = 400;
      response.end(JSON.stringify({ __type: 'ValidationException', message: error.message }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(door, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

interface Target {
  readonly url: string;
  /** DynamoDB Local keeps a database for each access key and region: all of ours are one. */
  readonly shared: boolean;
}

async function handOn(
  request: IncomingMessage,
  body: string,
  { shared, url }: Target,
  response: ServerResponse,
): Promise<void> {
  const kept = Object.entries(request.headers).filter(([name]) => !HOP_BY_HOP.has(name));
  const headers = new Headers(kept.map(([name, value]) => [name, `${value}`]));
  const signed = `${headers.get('authorization')}`;
  if (shared)
    headers.set(
      'authorization',
      signed.replace(/Credential=[^/]+\/(\d+)\/[^/]+/, 'Credential=local/$1/local'),
    );
  const answer = await fetch(`${url}${request.url}`, { method: `${request.method}`, headers, body });
  response.statusCode = answer.status;
  for (const name of ['content-type', 'x-amz-crc32', 'x-amzn-requestid']) {
    const value = answer.headers.get(name);
    if (value !== null) response.setHeader(name, value);
  }
  response.end(Buffer.from(await answer.arrayBuffer()));
}

const HOP_BY_HOP = new Set(['connection', 'content-length', 'expect', 'host', 'transfer-encoding']);
