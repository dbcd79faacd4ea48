import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { EXPIRY_ATTRIBUTE, INDEXES } from '#adapters/dynamodb/table.ts';

/** The one table (docs/data-model.md). It stays when the stack goes: history is what Patrol is for. */
export class Memory extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, { encryptionKey }: { readonly encryptionKey: IKey }) {
    super(scope, id);
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    this.table = new TableV2(this, 'Table', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(encryptionKey),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      timeToLiveAttribute: EXPIRY_ATTRIBUTE,
      globalSecondaryIndexes: Object.entries(INDEXES).map(([indexName, [partition, sort]]) => ({
        indexName,
        partitionKey: text(partition),
        sortKey: text(sort),
        projectionType: ProjectionType.ALL,
      })),
    });
  }
}
