import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { People } from '#core/people.ts';
import { grantButtons } from './grants.ts';
import { PatrolFunction, type PatrolFunctionProps } from './patrol-function.ts';

/** Half of a processor: a person waits. */
const MEMORY = 1_024;

export interface ButtonsProps
  extends Pick<PatrolFunctionProps, 'encryptionKey' | 'logRetention' | 'reservedConcurrency'> {
  /** Who may press what: all of the policy that this function goes by. */
  readonly people: People;
  readonly apiUrl: string;
  readonly table: TableV2;
}

/** Takes what is pressed in Slack. Anybody can reach its address: what Slack did not sign is refused. */
export class Buttons extends Construct {
  readonly taker: PatrolFunction;

  constructor(scope: Construct, id: string, { apiUrl, people, table, ...props }: ButtonsProps) {
    super(scope, id);
    const { encryptionKey } = props;
    const secret = new Secret(this, 'SigningSecret', {
      description: 'Patrol: the signing secret of the Slack app',
      encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.taker = new PatrolFunction(this, 'Take', {
      ...props,
      beside: { 'people.json': JSON.stringify(people) },
      entry: 'buttons',
      description: 'Takes what is pressed in Slack',
      environment: {
        PATROL_PEOPLE: 'people.json',
        PATROL_SLACK_SIGNING_SECRET: secret.secretArn,
        PATROL_TABLE: table.tableName,
        SLACK_API_URL: apiUrl,
      },
      memorySize: MEMORY,
    });
    grantButtons(this.taker.function, { key: encryptionKey, table, secret });
    // Slack has no AWS credentials: its signature is the authentication.
    const { url } = this.taker.live.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    new CfnOutput(this, 'Url', { value: url, description: 'The Request URL of the Slack app' });
    new CfnOutput(this, 'SigningSecretArn', {
      value: secret.secretArn,
      description: 'Where the signing secret goes',
    });
  }
}
