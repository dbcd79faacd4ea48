import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Alias,
  Architecture,
  type IVersion,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { functionCode } from './function-code.ts';

export interface PatrolFunctionProps {
  /** File in lambda/, without its ending. */
  readonly entry: keyof typeof EXECUTIONS;
  readonly description: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memorySize: number;
  /** Left out, or null: whatever is free in the account. */
  readonly reservedConcurrency?: number | null;
  readonly logRetention: RetentionDays;
  readonly encryptionKey: IKey;
  /** What is to stand beside the code: name → content. */
  readonly beside?: Readonly<Record<string, string>>;
}

/**
 * Functions answer one request, or run durably for so long: four days, since the first night of a very large organisation
 * waits often; a day more for the one that waits for all scans, since it tells of those that Lambda ended.
 */
const EXECUTIONS = {
  plan: Duration.days(5),
  scan: Duration.days(4),
  slack: Duration.days(4),
  buttons: null,
} as const;
const REQUEST = { timeout: Duration.seconds(10) } as const;

/** How long its steps can be looked at afterwards. */
const HISTORY = Duration.days(14);

function durable(executionTimeout: Duration) {
  return {
    timeout: Duration.minutes(15),
    durableConfig: { executionTimeout, retentionPeriod: HISTORY },
  };
}

/** A function of Patrol, called by its alias: what waits stays with the version that it began with. */
export class PatrolFunction extends Construct {
  readonly function: LambdaFunction;
  readonly live: Alias;

  constructor(scope: Construct, id: string, props: PatrolFunctionProps) {
    super(scope, id);
    const { beside = {}, encryptionKey, entry, logRetention, memorySize, reservedConcurrency = null } = props;
    const execution = EXECUTIONS[entry];
    const logGroup = new LogGroup(this, 'Logs', {
      encryptionKey,
      retention: logRetention,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.function = new LambdaFunction(this, 'Function', {
      code: functionCode({ file: `lambda/${entry}.ts`, beside }),
      handler: 'index.main',
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize,
      ...(reservedConcurrency === null ? {} : { reservedConcurrentExecutions: reservedConcurrency }),
      ...(execution === null ? REQUEST : durable(execution)),
      tracing: Tracing.ACTIVE,
      environment: props.environment,
      environmentEncryption: encryptionKey,
      logGroup,
      // A night that waits must not lose the code that it began with to a deployment.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
    this.live = new Alias(this, 'Live', {
      aliasName: 'live',
      version: this.function.currentVersion as IVersion,
    });
  }
}
