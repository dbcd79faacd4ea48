import { startDynamoDbLocal } from './dynamodb-local.ts';
import { describeStoreOn } from './suite/store.ts';

describeStoreOn('DynamoDB Local', startDynamoDbLocal);
