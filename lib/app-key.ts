import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRootPrincipal, type IGrantable, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnKey, type IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export interface AppKeyProps {
  readonly kept: 'kms' | 'secret';
  readonly encryptionKey: IKey;
}

/**
 * The App's private key: an empty KMS key that takes the material from GitHub and signs with it, or a secret. Neither
 * has a value when it is made (docs/deploy.md tells how it gets one), and both stay when the stack goes.
 */
export class AppKey extends Construct {
  /** What the functions are told. */
  readonly arn: string;
  readonly #props: AppKeyProps;

  constructor(scope: Construct, id: string, props: AppKeyProps) {
    super(scope, id);
    this.#props = props;
    this.arn = props.kept === 'kms' ? this.#emptyKey() : this.#emptySecret();
    new CfnOutput(this, 'Arn', { value: this.arn, description: "Where the App's private key goes" });
  }

  grantUse(grantee: IGrantable): void {
    const { encryptionKey, kept } = this.#props;
    const actions = [kept === 'kms' ? 'kms:Sign' : 'secretsmanager:GetSecretValue'];
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [this.arn] }));
    if (kept === 'secret') encryptionKey.grantDecrypt(grantee);
  }

  /** Only the L1 construct takes imported material. */
  #emptyKey(): string {
    const everythingForAdministrators = new PolicyStatement({
      actions: ['kms:*'],
      principals: [new AccountRootPrincipal()],
      resources: ['*'],
    });
    const key = new CfnKey(this, 'Key', {
      description: "Patrol: the GitHub App's private key (imported, signs only)",
      keySpec: 'RSA_2048',
      keyUsage: 'SIGN_VERIFY',
      origin: 'EXTERNAL',
      pendingWindowInDays: 30,
      keyPolicy: new PolicyDocument({ statements: [everythingForAdministrators] }),
    });
    key.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return key.attrArn;
  }

  #emptySecret(): string {
    return new Secret(this, 'Secret', {
      description: "Patrol: the GitHub App's private key (what is in the .pem file)",
      encryptionKey: this.#props.encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN,
    }).secretArn;
  }
}
