import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Alias, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { INDEXES } from '#adapters/dynamodb/table.ts';
import type { AppKey } from './app-key.ts';

/** What a scan does with the table; a test holds this against the calls it makes. */
export const TABLE_ACTIONS = [
  'dynamodb:BatchWriteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
] as const;

/** The indexes it reads. */
export const TABLE_INDEXES: readonly (keyof typeof INDEXES)[] = ['listing', 'owner'];

/** The actions each function uses, on exactly what it uses them on. */
export function grantScan(
  scan: LambdaFunction,
  {
    appKey,
    key,
    table,
    topics,
  }: {
    readonly key: IKey;
    readonly topics: readonly Topic[];
    readonly appKey: AppKey;
    readonly table: TableV2;
  },
): void {
  scan.addToRolePolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: [...TABLE_ACTIONS],
      resources: [table.tableArn, ...TABLE_INDEXES.map((index) => `${table.tableArn}/index/${index}`)],
    }),
  );
  scan.addToRolePolicy(
    new PolicyStatement({ actions: ['sns:Publish'], resources: topics.map(({ topicArn }) => topicArn) }),
  );
  // The table and the topics are encrypted with it.
  scan.addToRolePolicy(
    new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
  );
  appKey.grantUse(scan);
}

export function grantPlan(
  plan: LambdaFunction,
  { appKey, scan }: { readonly appKey: AppKey; readonly scan: Alias },
): void {
  scan.grantInvoke(plan);
  appKey.grantUse(plan);
}

/** What taking presses does with the table; a test holds this against the calls it makes. */
export const BUTTONS_TABLE_ACTIONS = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'] as const;

export function grantButtons(
  buttons: LambdaFunction,
  { key, secret, table }: { readonly key: IKey; readonly table: TableV2; readonly secret: Secret },
): void {
  grantTableAndSecret(buttons, { actions: BUTTONS_TABLE_ACTIONS, key, secret, table });
}

/** What telling Slack does with the table; a test holds this against the calls it makes. */
export const SLACK_TABLE_ACTIONS = [
  'dynamodb:BatchWriteItem',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
] as const;

export function grantSlack(
  slack: LambdaFunction,
  { key, table, token }: { readonly key: IKey; readonly table: TableV2; readonly token: Secret },
): void {
  grantTableAndSecret(slack, { actions: SLACK_TABLE_ACTIONS, key, secret: token, table });
}

/** It is encrypted with the one key, which the grantee uses for the table. */
export function grantSecret(grantee: LambdaFunction, { secretArn }: Secret): void {
  grantee.addToRolePolicy(
    new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] }),
  );
}

type Secret = Pick<ISecret, 'secretArn'>;

function grantTableAndSecret(
  grantee: LambdaFunction,
  {
    actions,
    key,
    secret,
    table,
  }: {
    readonly actions: readonly string[];
    readonly key: IKey;
    readonly secret: Secret;
    readonly table: TableV2;
  },
): void {
  grantee.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [table.tableArn] }));
  grantSecret(grantee, secret);
  // The table and the secret are encrypted with it.
  grantee.addToRolePolicy(
    new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
  );
}
