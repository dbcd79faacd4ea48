import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { pressBody, SIGNING_SECRET, signed } from '#test/adapters/slack/signed.ts';
import { startExecution } from '#test/builders/durable-service.ts';
import { comparedFunction, type DeployedCode, deployedFunctions } from './cold-start-functions.ts';

/** What a process told: milliseconds since it began to load the function. */
interface Marks {
  readonly loaded?: number;
  /** When it first asked AWS something. */
  readonly asked?: number;
  /** When it first asked GitHub something. */
  readonly fetched?: number;
  readonly answered?: number;
  readonly output?: unknown;
}

interface Start {
  readonly label: string;
  readonly code: DeployedCode;
  readonly event: unknown;
  /** What ends the measurement, and what an answer must say for it to count. */
  readonly until: keyof typeof WORDS;
  readonly statusCode?: number;
}

const WORDS = { asked: 'request', fetched: 'request to GitHub', answered: 'answer' } as const;

const PROGRAM = fileURLToPath(new URL('cold-start-process.ts', import.meta.url));

/**
 * `npm run bench -- cold-start [repetitions]`: every function of a real synthesis beside an empty handler and a bare AWS
 * client, one process a start, taking turns so that a busy moment hits all alike.
 */
export async function benchColdStart(repetitions: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'patrol-bench-'));
  const aws = await startStandIn();
  try {
    const starts = await startsIn(folder, aws.url);
    const marks = new Map<Start, Marks[]>(starts.map((start) => [start, []]));
    for (let round = 0; round < repetitions; round += 1) {
      for (const start of starts) marks.get(start)?.push(await coldStart(start, { folder, url: aws.url }));
    }
    return report(marks, repetitions);
  } finally {
    aws.server.closeAllConnections();
    aws.server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startsIn(folder: string, url: string): Promise<Start[]> {
  const functions = await deployedFunctions(folder);
  const named = (name: string): DeployedCode => {
    const found = functions.find((each) => each.name === name);
    if (found === undefined) throw new RangeError(`The stack has no function ${name}.`);
    return found;
  };
  const durable = (event: object) => startExecution('arn:aws:lambda:execution:1', event).input();
  const night = '2026-11-22T02:17:00Z';
  const scan = { schemaVersion: 1, kind: 'scan', organisation: 'acme', scan: night, status: 'complete' };
  const told = { Records: [{ Sns: { Message: JSON.stringify(scan) } }] };
  const scanned = durable({ organisation: 'acme', scan: night });
  const press = pressBody({
    action: 'snooze',
    value: `acme/${'0'.repeat(64)}`,
    responseUrl: `${url}/actions/1`,
  });
  const buttons = named('Take');
  return [
    { label: 'empty handler', code: comparedFunction('empty-handler', folder), event: {}, until: 'answered' },
    { label: 'bare AWS client', code: comparedFunction('bare-client', folder), event: {}, until: 'asked' },
    { label: 'plan', code: named('Plan'), event: durable({ scheduled: night }), until: 'asked' },
    { label: 'scan', code: named('Scan'), event: scanned, until: 'asked' },
    { label: 'scan', code: named('Scan'), event: scanned, until: 'fetched' },
    { label: 'slack', code: named('Tell'), event: durable(told), until: 'asked' },
    {
      label: 'buttons, a stranger',
      code: buttons,
      event: { headers: {}, body: press },
      until: 'answered',
      statusCode: 401,
    },
    {
      label: 'buttons, a press',
      code: buttons,
      event: signed(press, new Date()),
      until: 'answered',
      statusCode: 200,
    },
  ];
}

async function coldStart(
  { code, event, label, statusCode, until }: Start,
  { folder, url }: { readonly folder: string; readonly url: string },
): Promise<Marks> {
  const eventFile = join(folder, 'event.json');
  writeFileSync(eventFile, JSON.stringify(event));
  const child = spawn(process.execPath, ['--no-warnings', PROGRAM, code.module, eventFile], {
    env: { ...code.environment, ...lambdaEnvironment(url) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let marks: Marks = {};
  for await (const line of createInterface(child.stdout)) {
    if (/^\{"(?:loaded|asked|fetched|answered)":/.test(line))
      marks = { ...marks, ...(JSON.parse(line) as Marks) };
    if (marks.loaded !== undefined && marks[until] !== undefined) break;
  }
  child.kill('SIGKILL');
  const { statusCode: answered } = { ...(marks.output as { readonly statusCode?: number } | undefined) };
  if (marks[until] === undefined || (until === 'answered' && answered !== statusCode)) {
    throw new Error(`${label} did not start as it should: ${JSON.stringify(marks)}`);
  }
  return marks;
}

function lambdaEnvironment(url: string): Record<string, string> {
  return {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: url,
    AWS_LAMBDA_FUNCTION_NAME: 'patrol',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    GITHUB_API_URL: url,
    SLACK_API_URL: url,
  };
}

/** Answers for AWS and Slack at once: it knows the signing secret and no finding, and signs whatever it is asked to. */
async function startStandIn(): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((request, response) => {
    const asks = `${request.headers['x-amz-target']}`;
    const answer = asks.endsWith('GetSecretValue')
      ? { SecretString: SIGNING_SECRET }
      : { Items: [], Count: 0, Signature: 'AAAA' };
    request.resume().on('end', () => {
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify(asks.endsWith('GetItem') ? {} : answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function report(marks: ReadonlyMap<Start, readonly Marks[]>, repetitions: number): string {
  const rows = [...marks].map(([{ code, label, until }, starts]) => ({
    label,
    code,
    loaded: median(starts.map(({ loaded = 0 }) => loaded)),
    said: median(starts.map((each) => each[until] ?? 0)),
    until: WORDS[until],
  }));
  const table = new Table({
    head: ['', 'loads, KB', 'of KB', 'loaded, ms', '÷ bare', 'first word, ms', 'which is a', '÷ bare'],
    style: { head: [], border: [] },
  });
  const timeOf = (label: string) => rows.find((row) => row.label === label) ?? { loaded: 0, said: 0 };
  const bare = timeOf('bare AWS client');
  for (const { code, label, loaded, said, until } of rows) {
    const kilobytes = [code.loaded, code.whole].map((bytes) => (bytes / 1_024).toFixed(0));
    const [loads, first] = [loaded / bare.loaded, said / bare.said].map((ratio) => ratio.toFixed(2));
    table.push([label, ...kilobytes, loaded.toFixed(0), loads, said.toFixed(0), until, first]);
  }
  const over = (label: string) => (timeOf(label).said - timeOf('empty handler').said).toFixed(0);
  return [
    `Medians of ${repetitions} cold starts each, in processes of their own, Node ${process.version} on ${process.arch}.`,
    `${table}`,
    `scan: ${(timeOf('scan').loaded / bare.loaded).toFixed(2)} × the bare client until it is loaded (goal 1.5).`,
    `buttons before the first answer, over the empty handler: ${over('buttons, a stranger')} ms to a stranger, ${over('buttons, a press')} ms to a press (goal 30).`,
  ].join('\n');
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
