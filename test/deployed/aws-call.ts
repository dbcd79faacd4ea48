import type { IncomingMessage } from 'node:http';

/** One request of the AWS SDK, in the words of IAM. */
export interface AwsCall {
  /** The access key it was signed with: each function has one of its own name. */
  readonly by: string;
  readonly service: string;
  readonly action: string;
  readonly resources: readonly string[];
}

type Request = Pick<IncomingMessage, 'headers' | 'method' | 'url'>;

/**
 * Reads a request as IAM would. The SDK signs with the key, the region and the service; the action is in a header, a
 * form or the path.
 *
 * @throws {RangeError} when it is a call nobody taught us, so that none goes by unseen.
 */
export function readCall(request: Request, body: string, account: string): AwsCall {
  const scope = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(`${request.headers.authorization}`);
  const [, by = '', region = '', service = ''] = scope ?? [];
  const target = `${request.headers['x-amz-target'] ?? ''}`.split('.')[1];
  const arn = (resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
  const called = (action: string, ...resources: string[]) => ({
    by,
    service,
    action: `${service}:${action}`,
    resources,
  });
  switch (service) {
    case 'dynamodb':
      return called(`${target}`, ...tablesIn(JSON.parse(body)).map(arn));
    case 'kms':
      return called(`${target}`, JSON.parse(body).KeyId);
    case 'secretsmanager':
      return called(`${target}`, JSON.parse(body).SecretId);
    case 'sns': {
      const form = new URLSearchParams(body);
      return called(`${form.get('Action')}`, `${form.get('TopicArn')}`);
    }
    case 'lambda': {
      const [, execution = '', what] =
        /\/durable-executions\/([^/]+)\/(checkpoint|state)/.exec(`${request.url}`) ?? [];
      if (what !== undefined)
        return called(
          what === 'state' ? 'GetDurableExecutionState' : 'CheckpointDurableExecution',
          decodeURIComponent(execution),
        );
    }
  }
  throw new RangeError(
    `Patrol called what test/deployed does not know: ${service} ${request.method} ${request.url}`,
  );
}

interface TableRequest {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
}

function tablesIn({ IndexName, RequestItems, TableName }: TableRequest): string[] {
  const names = RequestItems === undefined ? [`${TableName}`] : Object.keys(RequestItems);
  return names.map((name) => `table/${name}${IndexName === undefined ? '' : `/index/${IndexName}`}`);
}
