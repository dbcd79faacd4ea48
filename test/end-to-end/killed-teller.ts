/** A process that tells a channel, and is killed before it notes what the receiver said yes to, if it is to be. */
import { documentClient } from '#adapters/dynamodb/client.ts';
import { createStore } from '#adapters/dynamodb/store.ts';
import { inProcessEngine } from '#adapters/engine/in-process.ts';
import { openBot } from '#adapters/slack/open-slack.ts';
import { orgLogin } from '#core/credential.ts';
import { EVERYTHING } from '#core/route.ts';
import type { Store } from '#scan/store-port.ts';
import { tellChannels } from '#scan/tell-channels.ts';

const [table = '', slack = '', death = ''] = process.argv.slice(2);
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const client = documentClient({ endpoint: table, region: 'local', credentials });
// As in a folder, which one process at a time may open: whoever had the claim is dead.
const store = createStore(client, { exclusive: true });
const dying: Store = {
  ...store,
  async noteDeliveries() {
    process.kill(process.pid, 'SIGKILL');
  },
};
const record = await store.head(orgLogin('acme'));
if (record === null) throw new Error('There is no scan to tell of.');
const { signal } = new AbortController();
const told = await tellChannels({
  record,
  store: death === 'before the note' ? dying : store,
  engine: inProcessEngine({ signal }),
  channels: openBot({ token: 'xoxb-test-token', apiUrl: slack }, new Map([['#security', [EVERYTHING]]]), {
    now: () => new Date(),
  }),
  sites: { github: 'https://github.com', rules: 'docs/rules/' },
  holder: `process ${process.pid}`,
  signal,
});
await store.close();
process.exitCode = told.every(({ failure }) => failure === null) ? 0 : 3;
