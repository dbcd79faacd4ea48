import { InvalidArgumentError, Option } from 'commander';
import type { OrgLogin } from '#core/credential.ts';
import type { ExportLine } from '#core/history/export-line.ts';
import { inertJson } from '#core/inert.ts';
import { type Instant, instantOf } from '#core/instant.ts';
import { exportLines } from '#scan/history/export-lines.ts';
import type { Store } from '#scan/store-port.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { type ExitCode, exitAfterReading } from './exit-code.ts';
import { CSV_HEAD, csvRow } from './export-csv.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { lastScan } from './last-scan.ts';
import { parseAt, parseOrg } from './options.ts';
import { print } from './print.ts';
import { firstScanId } from './scan-in-force.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { tellDamaged } from './tell-damaged.ts';
import { UsageError } from './usage-error.ts';

const FORMATS = ['jsonl', 'csv'] as const;

interface ExportOptions {
  readonly org: OrgLogin;
  readonly from?: Instant;
  readonly to?: Instant;
  readonly store?: string;
  readonly format: (typeof FORMATS)[number];
}

/** Lines that go out in one write. */
const AT_ONCE = 500;

const HELP = helpBlocks(
  'Writes everything that is kept of the scans from one time to another: their records with digests, what each changed, what\nit did to findings, and the whole inventory of each, unpacked and as it is stored. The file explains itself and needs no store:\npatrol verify --file computes every digest in it again. docs/data-model.md lists the lines.',
  examplesHelp([
    ['patrol export --org acme > acme.jsonl', 'everything, a line of JSON each'],
    [
      'patrol export --org acme --from 2026-11-01T00:00:00Z --to 2026-11-08T00:00:00Z --format csv > week.csv',
      'a week for a spreadsheet; no cell is a formula',
    ],
    ['patrol verify --file acme.jsonl', 'is it what was committed?'],
  ]),
);

/** `patrol export`: the history as a file. */
export function addExport({ program, deps, run }: CommandContext): void {
  program
    .command('export')
    .description('Write the history of an organisation as a file that can be verified without the store.')
    .addOption(new Option('--org <login>', 'the organisation').argParser(parseOrg).makeOptionMandatory())
    .addOption(
      new Option('--from <instant>', 'from this scan time on (default: the first)').argParser(parseAt),
    )
    .addOption(new Option('--to <instant>', 'up to this scan time (default: the last)').argParser(parseAt))
    .addOption(storeOption())
    .addOption(new Option('--format <format>', 'jsonl or csv').argParser(parseExportFormat).default('jsonl'))
    .addHelpText('after', HELP)
    .action((options: ExportOptions) => run(() => exportHistory(options, deps)));
}

async function exportHistory(options: ExportOptions, deps: Dependencies): Promise<ExitCode> {
  const { format } = options;
  const damaged = await withStore(
    await deps.openStore(storePlace(options.store, deps.env), 'read'),
    async (store) => {
      const range = await rangeOf(store, options);
      const exporting = { store, now: instantOf(deps.now()), sha256: deps.sha256 };
      if (format === 'csv') await print(deps, CSV_HEAD);
      return write(exportLines(exporting, options.org, range), format === 'csv' ? csvRow : jsonLine, deps);
    },
  );
  tellDamaged(damaged, deps);
  return exitAfterReading(damaged);
}

async function rangeOf(
  store: Store,
  { from, org, to }: ExportOptions,
): Promise<{ from: Instant; to: Instant }> {
  const last = await lastScan(store, org);
  const first = (await firstScanId(store, org)) ?? last.id;
  const range = { from: from ?? first, to: to ?? last.id };
  if (range.to < range.from) {
    const end = to === undefined ? `the last scan of ${last.org}, ${last.id}` : `--to ${to}`;
    throw new UsageError(`--from ${range.from} is later than ${end}.`);
  }
  const within = await store.scanAt(org, range.to);
  if (within !== null && within.id >= range.from) return range;
  throw new UsageError(
    `${last.org} has no scan from ${range.from} to ${range.to}. Its scans go from ${first} to ${last.id}.`,
  );
}

/** Gives what could not be read, in words. */
async function write(
  lines: AsyncIterable<ExportLine>,
  render: (line: ExportLine) => string,
  deps: Dependencies,
): Promise<string[]> {
  const damaged: string[] = [];
  let waiting: string[] = [];
  const flush = async () => {
    await print(deps, waiting.join(''));
    waiting = [];
  };
  for await (const line of lines) {
    waiting.push(render(line));
    if (line.type === 'missing' && line.reason === 'damaged') damaged.push(line.words);
    if (waiting.length >= AT_ONCE) await flush();
  }
  await flush();
  return damaged;
}

function jsonLine(line: ExportLine): string {
  return `${inertJson(JSON.stringify(line))}\n`;
}

function parseExportFormat(value: string): ExportOptions['format'] {
  const format = FORMATS.find((each) => each === value.toLowerCase());
  if (format !== undefined) return format;
  throw new InvalidArgumentError('There are jsonl and csv.');
}
