import { Option } from 'commander';
import type { OrgLogin } from '#core/credential.ts';
import { compared, countChanges } from '#core/history/compared.ts';
import { type Instant, instantOf } from '#core/instant.ts';
import { compareScans } from '#scan/history/compare-scans.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { type ExitCode, exitAfterReading } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { type Format, parseAt, parseFormat, parseOrg } from './options.ts';
import { print, textOptions } from './print.ts';
import { diffDocument, diffText } from './render/diff-view.ts';
import { toJson } from './render/json.ts';
import { scanInForce } from './scan-in-force.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { tellDamaged } from './tell-damaged.ts';
import { UsageError } from './usage-error.ts';

interface DiffOptions {
  readonly org: OrgLogin;
  readonly from: Instant;
  readonly to?: Instant;
  readonly store?: string;
  readonly format: Format;
}

const HELP = helpBlocks(
  'Reads the store only and asks GitHub nothing. Rights that grew come first. Where a snapshot is no longer kept, the changes\nof the scans in between are added up instead. The last use is no change: patrol inventory --as-of has it.',
  examplesHelp([
    ['patrol diff --org acme --from 2026-11-01T00:00:00Z', 'what is different since the start of the month'],
    [
      'patrol diff --org acme --from 2026-11-01T00:00:00Z --to 2026-11-08T00:00:00Z --format json',
      'one week, for a script',
    ],
  ]),
  `JSON: { schemaVersion, org, from: { asked, scan }, to: { asked, scan }, basis: snapshots | changes,\n  counts: { kind: { appeared, changed, gone } },\n  changes: [{ credential, change, fields, rights: [{ right, before, after, grew }], item }], damaged: [words] }`,
);

/** `patrol diff`: what is different between two instants. */
export function addDiff({ program, deps, run }: CommandContext): void {
  program
    .command('diff')
    .description(
      'Compare what an organisation had at two times: appeared, changed, gone, rights that grew first.',
    )
    .addOption(new Option('--org <login>', 'the organisation').argParser(parseOrg).makeOptionMandatory())
    .addOption(new Option('--from <instant>', 'the earlier time').argParser(parseAt).makeOptionMandatory())
    .addOption(new Option('--to <instant>', 'the later time (default: the last scan)').argParser(parseAt))
    .addOption(storeOption())
    .addOption(new Option('--format <format>', 'text or json').argParser(parseFormat).default('text'))
    .addHelpText('after', HELP)
    .action((options: DiffOptions) => run(() => diff(options, deps)));
}

async function diff({ from, org, to, ...options }: DiffOptions, deps: Dependencies): Promise<ExitCode> {
  if (to !== undefined && to < from) throw new UsageError(`--from ${from} is later than --to ${to}.`);
  const now = instantOf(deps.now());
  const view = await withStore(
    await deps.openStore(storePlace(options.store, deps.env), 'read'),
    async (store) => {
      const before = await scanInForce(store, org, { asOf: from, now });
      const after = await scanInForce(store, org, { asOf: to, now });
      const { basis, changes, damaged } = await compareScans(store, { from: before, to: after, now });
      return {
        from: { asked: from, record: before },
        to: { asked: to ?? null, record: after },
        basis,
        counts: countChanges(changes),
        changes: compared(changes),
        damaged,
      };
    },
  );
  tellDamaged(view.damaged, deps, 'this answer is the changes in between, added up');
  const json = options.format === 'json';
  await print(deps, json ? toJson(diffDocument(view)) : diffText(view, textOptions(deps)));
  return exitAfterReading(view.damaged);
}
