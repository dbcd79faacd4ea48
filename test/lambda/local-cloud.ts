import { sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type {
  DurableExecutionInvocationInput,
  DurableExecutionInvocationOutput,
} from '@aws/durable-execution-sdk-js';
import type { Context } from 'aws-lambda';
import { type Execution, startExecution } from '#test/builders/durable-service.ts';

export type Handler = (
  input: DurableExecutionInvocationInput,
  context: Context,
) => Promise<DurableExecutionInvocationOutput>;

/** As much of AWS as a night needs: Lambda's durable executions, KMS, secrets, and topics. DynamoDB is dynalite. */
export interface LocalCloud {
  readonly url: string;
  /** What was published to the topic of alerts, in order. */
  readonly published: string[];
  /** What was published to the topic of scans, in order. */
  readonly scans: string[];
  /** ARN → what the secret holds. */
  readonly secrets: Map<string, string>;
  /** What was asked of services other than Lambda and DynamoDB, as IAM calls it. */
  readonly actions: Set<string>;
  /** Every execution that was started, the planning ones first. */
  readonly executions: {
    readonly name: string;
    readonly event: unknown;
    readonly execution: Execution;
    invocations: number;
  }[];
  /** Functions by the name they are invoked by. */
  readonly functions: Map<string, Handler>;
  /** Invokes until the execution and all it invoked have ended; waits take no time. */
  run(name: string, event: unknown): Promise<DurableExecutionInvocationOutput>;
  close(): Promise<unknown>;
}

export async function startLocalCloud(appKey: string): Promise<LocalCloud> {
  const published: string[] = [];
  const scans: string[] = [];
  const secrets = new Map<string, string>();
  const actions = new Set<string>();
  const executions: LocalCloud['executions'] = [];
  const functions = new Map<string, Handler>();
  const clock = { now: Date.now() };

  async function answer(request: IncomingMessage): Promise<string> {
    const body = await text(request);
    if (request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue') {
      actions.add('secretsmanager:GetSecretValue');
      const { SecretId } = JSON.parse(body) as { SecretId: string };
      return JSON.stringify({ ARN: SecretId, SecretString: secrets.get(SecretId) });
    }
    if (request.headers['x-amz-target'] === 'TrentService.Sign') {
      actions.add('kms:Sign');
      const { KeyId, Message } = JSON.parse(body) as { KeyId: string; Message: string };
      const Signature = sign('RSA-SHA256', Buffer.from(Message, 'base64'), appKey).toString('base64');
      return JSON.stringify({ KeyId, Signature });
    }
    const arn = /durable-executions\/([^/]+)\/checkpoint/.exec(request.url ?? '')?.[1];
    if (arn !== undefined) {
      const found = executions.find(({ execution }) => execution.arn === decodeURIComponent(arn));
      return JSON.stringify(found?.execution.checkpoint(JSON.parse(body), clock.now), epochSeconds);
    }
    actions.add('sns:Publish');
    const form = new URLSearchParams(body);
    const heard = form.get('TopicArn')?.endsWith(':scans') === true ? scans : published;
    heard.push(form.get('Message') ?? '');
    return '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';
  }

  async function run(name: string, event: unknown): Promise<DurableExecutionInvocationOutput> {
    const handler = functions.get(name);
    if (handler === undefined) throw new RangeError(`There is no function ${name}.`);
    const execution = startExecution(`arn:aws:lambda:execution:${executions.length}`, event);
    const entry = { name, event, execution, invocations: 0 };
    executions.push(entry);
    for (;;) {
      entry.invocations += 1;
      const awsRequestId = `${execution.arn}:${entry.invocations}`;
      const context = { awsRequestId, getRemainingTimeInMillis: () => 900_000 } as Context;
      const output = await handler(execution.input(), context);
      if (output.Status !== 'PENDING') return output;
      if (!(await answerInvoked(execution))) skipWait(execution);
    }
  }

  function skipWait(execution: Execution): void {
    const due = execution.due();
    if (due === null) throw new Error(`${execution.arn} is pending, and nothing is due.`);
    clock.now = Math.max(clock.now, due);
    execution.advance(clock.now);
  }

  /** Runs the functions that the execution invoked and that have not answered yet; false: there are none. */
  async function answerInvoked(execution: Execution): Promise<boolean> {
    const invoked = execution.updates.filter(
      ({ Action, Id, Type }) =>
        Type === 'CHAINED_INVOKE' &&
        Action === 'START' &&
        execution.operations.get(String(Id))?.Status === 'STARTED',
    );
    for (const { ChainedInvokeOptions, Id, Payload } of invoked) {
      const output = await run(String(ChainedInvokeOptions?.FunctionName), JSON.parse(Payload ?? '{}'));
      execution.answer(String(Id), output.Status === 'PENDING' ? undefined : output);
    }
    return invoked.length > 0;
  }

  const server = createServer(async (request, response) => {
    const body = await answer(request);
    response.setHeader('content-type', body.startsWith('<') ? 'text/xml' : 'application/json').end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    published,
    scans,
    secrets,
    actions,
    executions,
    functions,
    run,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** As Lambda's API writes dates. */
function epochSeconds(this: unknown, key: string, value: unknown): unknown {
  return key.endsWith('Timestamp') && typeof value === 'string' ? Date.parse(value) / 1_000 : value;
}
