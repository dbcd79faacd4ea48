import type { Store } from '#scan/store-port.ts';
import type { Simulator } from '#simulator/simulator.ts';
import type { Handler } from '#test/builders/durable-lambda.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { type LocalCloud, startLocalCloud } from './local-cloud.ts';

/** The durable functions, by the aliases under which they are called. */
const DURABLE = {
  'plan:live': () => import('../../lambda/plan.ts'),
  'scan:live': () => import('../../lambda/scan.ts'),
  'slack:live': () => import('../../lambda/slack.ts'),
};

export interface LocalFunctions {
  readonly cloud: LocalCloud;
  readonly memory: Awaited<ReturnType<typeof memoryStore>>;
  readonly store: Store;
  /** What the functions wrote, line by line. */
  readonly log: readonly string[];
  /** Lines with this metric in them. */
  metric(name: string): readonly string[];
  close(): Promise<unknown>;
}

/** Every ARN that a function is deployed with is one of this account. */
export const arn = (service: string, resource: string) =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;

/**
 * The real handlers in this process, with the environment they are deployed with: once for each test file, since they
 * read it when they are loaded.
 *
 * @param environment what differs from a deployment without policy and Slack.
 * @param jumped is told before the clock jumps: everything waits then.
 */
export async function startFunctions(
  functions: readonly (keyof typeof DURABLE)[],
  {
    environment = {},
    jumped,
    simulator,
  }: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly simulator?: Simulator;
    readonly jumped?: (from: number, to: number) => void;
  } = {},
): Promise<LocalFunctions> {
  const memory = await memoryStore();
  const cloud = await startLocalCloud(simulator?.app.privateKey ?? '', jumped);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: cloud.url,
    AWS_ENDPOINT_URL_DYNAMODB: memory.url,
    GITHUB_API_URL: simulator?.url ?? 'https://api.github.com',
    GITHUB_APP_ID: `${simulator?.app.id ?? 1}`,
    PATROL_APP_KEY: arn('kms', 'key/app'),
    PATROL_ORGANISATIONS: '',
    PATROL_POLICY: '',
    PATROL_SCAN_FUNCTION: 'scan:live',
    PATROL_SCANS_TOPIC_ARN: arn('sns', 'scans'),
    PATROL_SLACK_CHANNEL: '',
    PATROL_SNS_TOPIC_ARN: arn('sns', 'alerts'),
    PATROL_TABLE: 'patrol',
    // Powertools writes to the console's methods then, not to a console of its own.
    POWERTOOLS_DEV: 'true',
    POWERTOOLS_METRICS_DISABLED: 'false',
    ...environment,
  });
  const log: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    Object.assign(console, { [method]: (...parts: unknown[]) => void log.push(parts.join(' ')) });
  }
  for (const name of functions) {
    const { main } = await DURABLE[name]();
    cloud.functions.set(name, main as unknown as Handler);
  }
  return {
    ...{ cloud, log, memory, store: memory.store },
    metric: (name) => log.filter((line) => line.includes('"_aws"') && line.includes(`"${name}":`)),
    close: () => Promise.all([memory.close(), cloud.close()]),
  };
}
