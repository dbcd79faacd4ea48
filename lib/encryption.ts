import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** The one customer key: table, topics, queue, logs and the functions' environment. */
export class Encryption extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { account, partition, region } = Stack.of(this);
    this.key = new Key(this, 'Key', {
      description: 'Patrol: encrypts the table, topics, queue and logs',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Log groups are encrypted by the service, for any log group of this account only.
    const logs = new ServicePrincipal(`logs.${region}.amazonaws.com`);
    this.key.grantEncryptDecrypt(
      logs.withConditions({
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*`,
        },
      }),
    );
    // Alarms publish to an encrypted topic.
    this.key.grantEncryptDecrypt(
      new ServicePrincipal('cloudwatch.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': account },
      }),
    );
  }
}
