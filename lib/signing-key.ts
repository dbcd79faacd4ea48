import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/**
 * The key that signs what a scan commits. It cannot leave KMS, so that whoever may write to the table cannot forge its
 * history; and it stays when the stack goes, since its public half is what checks that history.
 */
export class SigningKey extends Construct {
  /** What the function that scans is told. */
  readonly arn: string;
  readonly #key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#key = new Key(this, 'Key', {
      description: 'Patrol: signs the digest of every scan',
      keySpec: KeySpec.RSA_3072,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.arn = this.#key.keyArn;
    new CfnOutput(this, 'Arn', { value: this.arn, description: 'Signs the history of every organisation' });
  }

  grantSign(grantee: IGrantable): void {
    this.#key.grant(grantee, 'kms:Sign');
  }
}
