import { startDynalite } from './database.ts';
import { describeStoreOn } from './suite/store.ts';

describeStoreOn('dynalite in memory', () => startDynalite());
