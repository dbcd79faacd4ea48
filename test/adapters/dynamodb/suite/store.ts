import type { Database } from '../database.ts';
import { describeClaiming } from './claiming.ts';
import { describeCommitted } from './committed.ts';
import { describeCrashes } from './crashes.ts';
import { freshOn } from './fresh.ts';
import { describeHistory } from './history.ts';
import { describeLate } from './late.ts';
import { describeLosing } from './losing.ts';
import { describePieces } from './pieces.ts';
import { describeReaders } from './readers.ts';
import { describeStrange } from './strange.ts';
import { describeTaking } from './taking.ts';

/** What the store does on every DynamoDB alike. */
export function describeStoreOn(name: string, start: () => Promise<Database>): void {
  describe(`the store on ${name}`, () => {
    const fresh = freshOn(start);
    describeTaking(fresh);
    describeClaiming(fresh);
    describeLosing(fresh);
    describeCommitted(fresh);
    describeHistory(fresh);
    describeStrange(fresh);
    describePieces(fresh);
    describeCrashes(fresh);
    describeLate(fresh);
    describeReaders(fresh);
  });
}
