/** A process that scans the second night, and is killed right after its n-th write. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openEmbeddedDatabase } from '#adapters/dynamodb/embedded.ts';
import { connectTo } from '#test/adapters/dynamodb/database.ts';
import { scanNight } from './nights-to-kill.ts';

const [place = '', table = '', nth = ''] = process.argv.slice(2);
const isFolder = place.startsWith('/');
const database = isFolder ? await openEmbeddedDatabase(place) : null;
const client = database?.connect() ?? connectTo(place);
killAfter(client, Number(nth));
await scanNight(client, table, 1);

function killAfter({ middlewareStack }: DynamoDBDocumentClient, last: number): void {
  let writes = 0;
  middlewareStack.add(
    (next, context) => async (input) => {
      const output = await next(input);
      if (/^(?:Put|Update|Delete|BatchWrite)/.test(String(context['commandName']))) writes += 1;
      if (writes >= last) process.kill(process.pid, 'SIGKILL');
      return output;
    },
    { step: 'initialize', name: 'killAfter' },
  );
}
