import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Alias, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
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
    alerts,
    appKey,
    key,
    table,
  }: { readonly key: IKey; readonly alerts: Topic; readonly appKey: AppKey; readonly table: TableV2 },
): void {
  scan.addToRolePolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: [...TABLE_ACTIONS],
      resources: [table.tableArn, ...TABLE_INDEXES.map((index) => `${table.tableArn}/index/${index}`)],
    }),
  );
  scan.addToRolePolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [alerts.topicArn] }));
  // The table and the topic are encrypted with it.
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
