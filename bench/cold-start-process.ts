/**
 * One cold start, in a process of its own: loads a function, calls it once, and prints, in milliseconds since it began to
 * load, when it was loaded, when it first asked somebody something, and when it answered what.
 */
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync, writeSync } from 'node:fs';

const [bundle = '', eventFile = ''] = process.argv.slice(2);
const event = JSON.parse(readFileSync(eventFile, 'utf8')) as unknown;
const started = performance.now();
const since = () => performance.now() - started;
let asked = false;
for (const channel of ['http.client.request.created', 'undici:request:create']) {
  subscribe(channel, () => {
    if (asked) return;
    asked = true;
    tell({ asked: since() });
  });
}
const { main } = (await import(bundle)) as { main(event: unknown, context: object): Promise<unknown> };
tell({ loaded: since() });
const output = await main(event, { awsRequestId: '1', getRemainingTimeInMillis: () => 60_000 });
tell({ answered: since(), output });
process.exit(0);

/** At once: whoever started this may end it when it has heard enough. */
function tell(mark: object): void {
  writeSync(1, `${JSON.stringify(mark)}\n`);
}
