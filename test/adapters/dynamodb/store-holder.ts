/** A process that opens the store in a folder, for the tests of what happens between two processes. */
import { openEmbeddedDatabase, openEmbeddedStore } from '#adapters/dynamodb/embedded.ts';
import { ACME } from '#test/builders/scan-records.ts';
import { NIGHTS, runNight } from './suite/night.ts';

const [folder = '', task = 'hold'] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

async function sayPort(): Promise<void> {
  const { connect } = await openEmbeddedDatabase(folder);
  const { port } = (await connect().config.endpoint?.()) ?? {};
  say(String(port));
}

async function hold(): Promise<void> {
  const store = await openEmbeddedStore(folder);
  say('opened');
  if (task === 'close') await store.close();
  if (task !== 'run-night') return;
  await runNight(store, NIGHTS[0], 'killed');
  await store.open({ org: ACME, scan: NIGHTS[1].id, holder: 'killed' });
  say('half way into the second night');
}

await (task === 'say-port' ? sayPort() : hold());
if (task !== 'close' && task !== 'forget') process.stdin.resume();
