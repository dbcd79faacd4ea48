import { createPublicKey } from 'node:crypto';
import type { DurableExecutionInvocationOutput } from '@aws/durable-execution-sdk-js';
import { CreateTableCommand, type CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { Context as LambdaContext } from 'aws-lambda';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import type { World } from '#simulator/world.ts';
import type { Database } from '#test/adapters/dynamodb/database.ts';
import { startDynamoDbLocal } from '#test/adapters/dynamodb/dynamodb-local.ts';
import { type DurableLambda, durableLambda } from '#test/builders/durable-lambda.ts';
import { type FrontDoor, openFrontDoor } from './front-door.ts';
import { type Sandbox, startSandbox } from './function-process.ts';
import { REGION } from './moto.ts';
import { awsClientConfig, createStack, type DeployedFunction, type Stack } from './stack.ts';
import { readSynthesis, type Synthesis } from './synthesis.ts';

/** What a function is told of its invocation, as far as ours look at it. */
type Context = Pick<LambdaContext, 'awsRequestId' | 'getRemainingTimeInMillis'>;

/** One jump of the clock while everything waits. */
interface Jump {
  readonly seconds: number;
  /** Processes of functions that were alive. */
  readonly alive: number;
}

/** Patrol as it was deployed, with everything around it. */
export interface Deployment {
  readonly synthesis: Synthesis;
  readonly stack: Stack;
  readonly lambda: DurableLambda;
  readonly door: FrontDoor;
  readonly simulator: Simulator;
  readonly table: { readonly client: ReturnType<Database['connect']>; readonly name: string };
  /** Of moto, for clients of this process. */
  readonly aws: ReturnType<typeof awsClientConfig>;
  readonly jumps: readonly Jump[];
  /** ARN of a key of the stack → the key of moto that answers for it. */
  readonly keys: Map<string, string>;
  /** Is told before each jump. */
  onJump(listener: () => void): void;
  /** The sandboxes that live now. */
  readonly alive: ReadonlySet<Sandbox>;
  /** How many there were. */
  sandboxes(): number;
  /** Of those that ended without an answer: the function's name, as Lambda has it. */
  readonly deaths: readonly string[];
  /** What the functions wrote, in lines. */
  log(): string[];
  /** Runs a function of this name as its alias is called, to its end. */
  run(name: string, event: unknown): ReturnType<DurableLambda['run']>;
  /** Invokes a function of this name once, as what is not durable is invoked. */
  invoke(name: string, event: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * @param stackName one for each deployment in moto.
 * @param slack where Slack is: the settings take an address with TLS only. Left out: nowhere.
 */
export async function deploy(
  stackName: string,
  world: World,
  { slack = 'http://127.0.0.1:9' }: { readonly slack?: string } = {},
): Promise<Deployment> {
  const { PATROL_TEST_GITHUB_PORT, PATROL_TEST_MOTO: moto = '', PATROL_TEST_SYNTHESIS } = process.env;
  const synthesis = readSynthesis(`${PATROL_TEST_SYNTHESIS}`);
  const stack = await createStack(moto, synthesis, stackName);
  const database = await startDynamoDbLocal();
  const name = stack.physical('PatrolMemoryTable');
  const table = { client: database.connect(), name };
  await table.client.send(new CreateTableCommand(tableOf(synthesis, name)));
  const aws = awsClientConfig(moto);
  const appKey = await appKeyIn(aws);
  const simulator = await startSimulator({
    world,
    port: Number(PATROL_TEST_GITHUB_PORT),
    appPublicKey: appKey.publicKey,
  });

  const alive = new Set<Sandbox>();
  const jumps: Jump[] = [];
  const deaths: string[] = [];
  const started = { count: 0, text: '' };
  const listeners: (() => void)[] = [];
  const lambda = durableLambda((from, to) => {
    for (const listener of listeners) listener();
    jumps.push({ seconds: Math.round((to - from) / 1_000), alive: alive.size });
    simulator.settings.clockSkewSeconds = (to - Date.now()) / 1_000;
  });
  const told = stack.functions.flatMap(({ environment }) => Object.values(environment));
  const keys = told.filter((value) => value.startsWith('arn:aws:kms:'));
  const standIns = new Map(keys.map((arn) => [arn, appKey.arn]));
  const door = await openFrontDoor({ lambda, dynamodb: database.url, moto, standIns });
  async function invoke(each: DeployedFunction, input: unknown, context: Context): Promise<unknown> {
    const { awsRequestId, getRemainingTimeInMillis } = context;
    const sandbox = startSandbox(
      {
        bundle: each.bundle,
        handler: each.handler,
        input,
        context: { awsRequestId, remainingMilliseconds: getRemainingTimeInMillis() },
        aheadMilliseconds: simulator.settings.clockSkewSeconds * 1_000,
      },
      { ...environmentOf(each, door.url), SLACK_API_URL: slack },
      (text) => {
        started.text += text;
      },
    );
    started.count += 1;
    alive.add(sandbox);
    try {
      const answer = await sandbox.answer;
      if (answer === null) deaths.push(each.functionName);
      return answer;
    } catch (error) {
      deaths.push(each.functionName);
      throw error;
    } finally {
      alive.delete(sandbox);
    }
  }
  for (const each of stack.functions) {
    lambda.functions.set(
      each.alias,
      async (input, context) =>
        (await invoke(each, input, context)) as DurableExecutionInvocationOutput | null,
    );
  }
  const named = (name: string): DeployedFunction => {
    const found = stack.functions.find((each) => each.name === name);
    if (found === undefined) throw new RangeError(`The stack has no function ${name}.`);
    return found;
  };

  return {
    synthesis,
    stack,
    lambda,
    door,
    simulator,
    table,
    aws,
    jumps,
    keys: standIns,
    onJump: (listener) => void listeners.push(listener),
    alive,
    sandboxes: () => started.count,
    deaths,
    log: () => started.text.split('\n'),
    run: (functionName, event) => lambda.run(named(functionName).alias, event),
    invoke: (functionName, event) =>
      invoke(named(functionName), event, { awsRequestId: 'once', getRemainingTimeInMillis: () => 10_000 }),
    async close() {
      for (const sandbox of alive) sandbox.kill();
      table.client.destroy();
      await Promise.all([door.close(), simulator.close(), database.close()]);
    },
  };
}

/** What Lambda gives a function beside its own environment; the access key tells our front door who calls. */
function environmentOf({ environment, name }: DeployedFunction, url: string): Record<string, string> {
  return {
    ...environment,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: name,
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: url,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    PATH: '',
  };
}

function tableOf({ template }: Synthesis, TableName: string): CreateTableCommandInput {
  const [table] = Object.values(template.Resources).filter(
    ({ Type }) => Type === 'AWS::DynamoDB::GlobalTable',
  );
  const { AttributeDefinitions, BillingMode, GlobalSecondaryIndexes, KeySchema } = table?.Properties ?? {};
  return {
    TableName,
    AttributeDefinitions,
    BillingMode,
    GlobalSecondaryIndexes,
    KeySchema,
  } as CreateTableCommandInput;
}

/**
 * A key that signs in moto, which takes no imported material, and makes every key of CloudFormation a symmetric one: what
 * the functions ask of the stack's keys, this one answers. The App is registered with its public half.
 */
async function appKeyIn(aws: ReturnType<typeof awsClientConfig>) {
  const kms = new KMSClient(aws);
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }),
  );
  const KeyId = `${KeyMetadata?.Arn}`;
  const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId }));
  kms.destroy();
  return {
    arn: KeyId,
    publicKey: createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' }),
  };
}
