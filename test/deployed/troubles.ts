import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createStore } from '#adapters/dynamodb/store.ts';
import { orgLogin } from '#core/credential.ts';
import { type Instant, parseInstant, plusDays } from '#core/instant.ts';
import { pressBody, signed } from '#test/adapters/slack/signed.ts';
import type { Handler } from '#test/builders/durable-lambda.ts';
import type { Deployment } from './deployment.ts';

/** Something that goes wrong with a deployment, and what is to come of it. */
interface Trouble {
  readonly what: string;
  /** Makes it, and gives what ends it. */
  make(patrol: Deployment): Promise<() => unknown>;
  readonly run: (patrol: Deployment, tonight: Instant) => Promise<unknown>;
  readonly rings: readonly string[];
  /** What people are told where the organisation's findings are said. */
  readonly says: readonly RegExp[];
}

const plan: Trouble['run'] = (patrol, scheduled) => patrol.run('Plan', { scheduled });
const scan: Trouble['run'] = (patrol, at) => patrol.run('Scan', { organisation: 'acme', scan: at });
const nothing: Trouble['run'] = async () => {};

export const TROUBLES: readonly Trouble[] = [
  {
    what: 'a permission was taken from the App',
    make: withoutPermission,
    run: plan,
    rings: ['PartialScan'],
    says: [],
  },
  {
    what: 'the App may do more than it needs',
    make: async (patrol) => {
      Object.assign(installed(patrol).permissions, { contents: 'write' });
      return () => delete installed(patrol).permissions['contents'];
    },
    run: plan,
    rings: ['SurplusPermissions'],
    says: [],
  },
  {
    what: 'the App was suspended',
    make: async (patrol) => {
      Object.assign(installed(patrol), { suspendedAt: '2026-11-20T09:12:00Z' });
      return () => Object.assign(installed(patrol), { suspendedAt: null });
    },
    run: plan,
    rings: ['FailedScan', 'ScanErrors', 'SuspendedInstallation'],
    says: [
      /acme is suspended since 2026-11-20T09:12:00Z.*unsuspend it at https:\/\/github\.com\/organizations\/acme\//,
    ],
  },
  {
    what: 'an organisation does not have the App',
    make: async () => () => {},
    run: (patrol, at) => patrol.run('Scan', { organisation: 'stray', scan: at }),
    rings: ['FailedScan', 'ScanErrors'],
    says: [/^The App is not installed on stray\. Install it at http/],
  },
  {
    what: "KMS holds another key than the App's",
    make: wrongKey,
    run: (patrol, at) => patrol.run('Scan', { organisation: 'calm', scan: at }),
    rings: ['FailedScan', 'ScanErrors'],
    says: [/^GitHub does not accept the App's key/],
  },
  {
    what: "KMS holds another key than the App's, and the night cannot be planned",
    make: wrongKey,
    run: plan,
    rings: ['FailedScan', 'PlanErrors'],
    says: [],
  },
  {
    what: 'Lambda ends a scan',
    make: async ({ lambda, stack }) => {
      const { alias } = stack.functions.find(({ name }) => name === 'Scan') ?? { alias: '' };
      const real = lambda.functions.get(alias) as Handler;
      lambda.functions.set(alias, async (input, context) => {
        if (!JSON.stringify(input).includes('\\"acme\\"')) return real(input, context);
        lambda.functions.set(alias, real);
        return { Status: 'TIMED_OUT', Error: { ErrorMessage: 'Execution timed out' } } as never;
      });
      return () => {};
    },
    run: plan,
    rings: ['FailedScan', 'ScanErrors'],
    says: [/^AWS Lambda ended the scan of acme before it was over: Execution timed out/],
  },
  {
    what: 'a piece of the last snapshot is missing',
    make: withoutAPiece,
    run: scan,
    rings: ['DamagedHistory'],
    says: [],
  },
  {
    what: 'a sandbox dies, and another one goes on',
    make: async ({ alive, door }) => {
      door.watcher = ({ action }, body) => {
        const isDone = action === 'lambda:CheckpointDurableExecution' && body.includes('"commit"');
        if (!isDone) return true;
        door.watcher = () => true;
        for (const sandbox of alive) sandbox.kill();
        return false;
      };
      return () => {};
    },
    run: scan,
    rings: ['ScanErrors'],
    says: [],
  },
  {
    what: 'the topic does not take what is published',
    make: async ({ door, simulator, stack }) => {
      const alerts = stack.physical('PatrolChannelsAlerts3');
      door.watcher = ({ resources }) => !resources.includes(alerts);
      const acme = simulator.world.organisation('acme');
      const owner = `${acme.fineGrainedTokens[0]?.owner.login}`;
      acme.addToken({ owner, name: 'laptop', expiresAt: plusDays(parseInstant(simulator.world.now()), 5) });
      return () => Object.assign(door, { watcher: () => true });
    },
    run: scan,
    rings: ['UntoldChannel'],
    says: [],
  },
  {
    what: 'the night could not be started',
    make: (patrol) => deadLetter(patrol, 'PatrolNight'),
    run: nothing,
    rings: ['DeadLetters'],
    says: [],
  },
  {
    what: 'SNS could not hand a scan to the function that tells Slack',
    make: (patrol) => deadLetter(patrol, 'PatrolSlack'),
    run: nothing,
    rings: ['SlackDeadLetters'],
    says: [],
  },
  {
    what: "the secret of the bot's token is empty",
    make: async () => () => {},
    run: (patrol, at) => {
      const event = { schemaVersion: 1, kind: 'scan', organisation: 'stray', scan: at, status: 'failed' };
      return patrol.run('Tell', { Records: [{ Sns: { Message: JSON.stringify(event) } }] });
    },
    rings: ['SlackErrors'],
    says: [],
  },
  {
    what: 'the signing secret is empty',
    make: async () => () => {},
    run: (patrol) => {
      const press = signed(
        pressBody({ action: 'acknowledge', responseUrl: 'https://hooks.slack.com/x' }),
        new Date(),
      );
      return patrol.invoke('Take', { isBase64Encoded: false, ...press }).catch(() => null);
    },
    rings: ['ButtonsErrors'],
    says: [],
  },
];

function installed({ simulator }: Deployment) {
  const { app } = simulator.world.organisation('acme');
  if (app === null) throw new Error('The App is not installed.');
  return app;
}

async function withoutPermission(patrol: Deployment): Promise<() => void> {
  const { permissions } = installed(patrol);
  const { organization_personal_access_tokens: level, ...rest } = permissions;
  delete permissions['organization_personal_access_tokens'];
  return () => void Object.assign(permissions, { ...rest, organization_personal_access_tokens: level });
}

/** Somebody who may write to the table deletes one of its items. */
async function withoutAPiece({ table: { client, name } }: Deployment): Promise<() => void> {
  const store = createStore(client, { table: name });
  const head = await store.head(orgLogin('acme'));
  const values = { ':pk': `SCAN#acme#${head?.id}`, ':chunk': 'CHUNK#fine-grained-tokens' };
  const { Items: [piece] = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :chunk)',
      ExpressionAttributeValues: values,
    }),
  );
  if (piece === undefined) throw new Error('There is no piece of the list of acme.');
  const Key = { pk: piece['pk'], sk: piece['sk'] };
  await client.send(new DeleteCommand({ TableName: name, Key }));
  return () => {};
}

/** What the Scheduler or SNS leaves behind when it cannot deliver. */
async function deadLetter({ aws, stack, synthesis }: Deployment, id: string): Promise<() => Promise<void>> {
  const sqs = new SQSClient(aws);
  const [QueueUrl = ''] = Object.entries(synthesis.template.Resources)
    .filter(([each, { Type }]) => Type === 'AWS::SQS::Queue' && each.startsWith(id))
    .map(([each]) => stack.physical(each));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  return async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    for (const { ReceiptHandle } of Messages)
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    sqs.destroy();
  };
}

async function wrongKey({ aws, keys, stack }: Deployment): Promise<() => void> {
  const kms = new KMSClient(aws);
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }),
  );
  kms.destroy();
  const arn = `${stack.functions.find(({ name }) => name === 'Scan')?.environment['PATROL_APP_KEY']}`;
  const right = `${keys.get(arn)}`;
  keys.set(arn, `${KeyMetadata?.Arn}`);
  return () => void keys.set(arn, right);
}
