import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { People } from '#core/people.ts';
import { Buttons } from './buttons.ts';
import { grantSecret, grantSlack } from './grants.ts';
import { PatrolFunction, type PatrolFunctionProps } from './patrol-function.ts';
import type { SlackSettings } from './settings.ts';

const MEMORY = 512;

export interface SlackProps
  extends Pick<PatrolFunctionProps, 'beside' | 'encryptionKey' | 'logRetention' | 'environment'> {
  readonly settings: SlackSettings;
  readonly people: People;
  readonly scans: Topic;
  readonly table: TableV2;
}

/** Tells Slack about every scan that is over. Its token is put into the secret by hand (docs/deploy.md). */
export class Slack extends Construct {
  readonly teller: PatrolFunction;
  /** Scans that SNS could not hand to the function. */
  readonly deadLetters: Queue;
  readonly #token: Secret;
  readonly #apiUrl: string;
  /** Null: nothing can be pressed. */
  readonly buttons: Buttons | null;

  constructor(scope: Construct, id: string, { people, scans, settings, table, ...props }: SlackProps) {
    super(scope, id);
    const { encryptionKey } = props;
    const token = new Secret(this, 'Token', {
      description: "Patrol: the token of the Slack app's bot (xoxb-…)",
      encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.#token = token;
    this.#apiUrl = settings.apiUrl;
    new CfnOutput(this, 'TokenArn', { value: token.secretArn, description: "Where the bot's token goes" });
    this.teller = new PatrolFunction(this, 'Tell', {
      ...props,
      entry: 'slack',
      description: 'Tells Slack what a scan decided',
      environment: {
        ...props.environment,
        PATROL_SLACK_CHANNEL: settings.channel,
        PATROL_SLACK_TOKEN: token.secretArn,
        PATROL_SLACK_BUTTONS: settings.buttons ? 'yes' : '',
        SLACK_API_URL: settings.apiUrl,
      },
      memorySize: MEMORY,
    });
    grantSlack(this.teller.function, { key: encryptionKey, table, token });
    this.buttons = settings.buttons
      ? new Buttons(this, 'Buttons', {
          encryptionKey,
          logRetention: props.logRetention,
          reservedConcurrency: settings.buttonsReservedConcurrency,
          apiUrl: settings.apiUrl,
          people,
          table,
        })
      : null;
    this.deadLetters = this.#deadLetters(encryptionKey);
    scans.addSubscription(
      new LambdaSubscription(this.teller.live as IFunction, { deadLetterQueue: this.deadLetters }),
    );
  }

  /** Whoever scans reads e-mail addresses at GitHub, and asks Slack whose they are: GitHub's key stays there. */
  letLookUpOwners({ function: scan }: PatrolFunction): void {
    scan.addEnvironment('PATROL_SLACK_TOKEN', this.#token.secretArn);
    scan.addEnvironment('SLACK_API_URL', this.#apiUrl);
    grantSecret(scan, this.#token);
  }

  #deadLetters(encryptionMasterKey: IKey): Queue {
    // SNS itself writes what it could not deliver into an encrypted queue.
    encryptionMasterKey.grantEncryptDecrypt(
      new ServicePrincipal('sns.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
      }),
    );
    return new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
  }
}
