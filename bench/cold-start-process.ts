/**
 * One cold start, in a process of its own: loads a function, calls it once, and prints, in milliseconds since it began to
 * load, when it was loaded, when it first asked AWS something, when it first asked with `fetch`, and when it answered what.
 */
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync, writeSync } from 'node:fs';

const [bundle = '', eventFile = ''] = process.argv.slice(2);
const event = JSON.parse(readFileSync(eventFile, 'utf8')) as unknown;
const started = performance.now();
const since = () => performance.now() - started;
tellOnce('http.client.request.created', 'asked');
tellOnce('undici:request:create', 'fetched');
const { main } = (await import(bundle)) as { main(event: unknown, context: object): Promise<unknown> };
tell({ loaded: since() });
const output = await main(event, { awsRequestId: '1', getRemainingTimeInMillis: () => 60_000 });
tell({ answered: since(), output });
process.exit(0);

function tellOnce(channel: string, name: string): void {
  let told = false;
  subscribe(channel, () => {
    if (!told) tell({ [name]: since() });
    told = true;
  });
}

/** At once: whoever started this may end it when it has heard enough. */
function tell(mark: object): void {
  writeSync(1, `${JSON.stringify(mark)}\n`);
}
