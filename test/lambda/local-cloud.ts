import { sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type DurableLambda, durableLambda, epochSeconds } from '#test/builders/durable-lambda.ts';

/** As much of AWS as a night needs: Lambda's durable executions, KMS, secrets, and topics. DynamoDB is dynalite. */
export interface LocalCloud extends DurableLambda {
  readonly url: string;
  /** What was published to the topic of alerts, in order. */
  readonly published: string[];
  /** What was published to the topic of scans, in order. */
  readonly scans: string[];
  /** ARN → what the secret holds. */
  readonly secrets: Map<string, string>;
  /** What was asked of services other than Lambda and DynamoDB, as IAM calls it. */
  readonly actions: Set<string>;
  /** Whether SNS refuses what is published. */
  topicsRefuse: boolean;
  close(): Promise<unknown>;
}

/** @param jumped is told before the clock jumps. */
export async function startLocalCloud(
  appKey: string,
  jumped?: (from: number, to: number) => void,
): Promise<LocalCloud> {
  const published: string[] = [];
  const scans: string[] = [];
  const secrets = new Map<string, string>();
  const actions = new Set<string>();
  const lambda = durableLambda(jumped);
  const settings = { topicsRefuse: false };

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
      return JSON.stringify(lambda.checkpoint(decodeURIComponent(arn), JSON.parse(body)), epochSeconds);
    }
    actions.add('sns:Publish');
    return settings.topicsRefuse ? REFUSAL : publish(body);
  }

  function publish(body: string): string {
    const form = new URLSearchParams(body);
    const heard = form.get('TopicArn')?.endsWith(':scans') === true ? scans : published;
    heard.push(form.get('Message') ?? '');
    return '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';
  }

  const server = createServer(async (request, response) => {
    const body = await answer(request);
    if (body === REFUSAL) response.statusCode = 403;
    response.setHeader('content-type', body.startsWith('<') ? 'text/xml' : 'application/json').end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(settings, {
    ...lambda,
    url: `http://127.0.0.1:${port}`,
    published,
    scans,
    secrets,
    actions,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  });
}

const REFUSAL =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>not authorised</Message></Error></ErrorResponse>';
