import { Option } from 'commander';
import type { ItemKind, OrgLogin } from '#core/credential.ts';
import type { Sighting } from '#core/snapshot.ts';
import { loadSnapshot } from '#scan/load-snapshot.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { lastScan } from './last-scan.ts';
import { type Format, parseFormat, parseKind, parseLogin, parseOrg } from './options.ts';
import { print, textOptions } from './print.ts';
import { type InventoryView, inventoryDocument, inventoryText } from './render/inventory-view.ts';
import { toJson } from './render/json.ts';
import { byKindAndId, ITEM_KINDS } from './render/words.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';

interface InventoryOptions {
  readonly org: OrgLogin;
  readonly kind?: ItemKind;
  readonly owner?: string;
  readonly store?: string;
  readonly format: Format;
}

const HELP = helpBlocks(
  'Reads the store only and asks GitHub nothing: what you see is as old as the scan it names.',
  'People are left out unless you ask for --kind person.',
  examplesHelp([
    ['patrol inventory --org acme', 'everything that can speak to acme'],
    ['patrol inventory --org acme --kind classic-token', 'classic tokens only'],
    ['patrol inventory --org acme --owner octocat --format json', 'what octocat has there, for a script'],
  ]),
  `JSON: { schemaVersion, scan: { id, org, status, sources … }, counts,\n  items: [{ kind, id, name, owner, … as stored, seen, carriedOver }] }\nA count of null is "not visible here", which is not 0.`,
);

/** `patrol inventory`: what the last scan knows. */
export function addInventory({ program, deps, run }: CommandContext): void {
  program
    .command('inventory')
    .description('List what the last scan of an organisation knows.')
    .addOption(new Option('--org <login>', 'the organisation').argParser(parseOrg).makeOptionMandatory())
    .addOption(new Option('--kind <kind>', `one of ${ITEM_KINDS.join(', ')}`).argParser(parseKind))
    .addOption(new Option('--owner <login>', 'of this owner only').argParser(parseLogin))
    .addOption(storeOption())
    .addOption(new Option('--format <format>', 'text or json').argParser(parseFormat).default('text'))
    .addHelpText('after', HELP)
    .action((options: InventoryOptions) => run(() => inventory(options, deps)));
}

async function inventory(options: InventoryOptions, deps: Dependencies): Promise<ExitCode> {
  const view = await withStore(
    await deps.openStore(storePlace(options.store, deps.env), 'read'),
    async (store) => {
      const record = await lastScan(store, options.org);
      const snapshot = await loadSnapshot(store, record);
      return viewOf(options, { record, sightings: [...snapshot.values()] });
    },
  );
  const json = options.format === 'json';
  await print(deps, json ? toJson(inventoryDocument(view)) : inventoryText(view, textOptions(deps)));
  return EXIT.done;
}

function viewOf(
  { kind = null, owner = null }: { readonly kind?: ItemKind | null; readonly owner?: string | null },
  { record, sightings }: Pick<InventoryView, 'record' | 'sightings'>,
): InventoryView {
  const wanted = ({ item }: Sighting): boolean =>
    (kind === null ? item.kind !== 'person' : item.kind === kind) &&
    (owner === null || item.owner?.login.toLowerCase() === owner.toLowerCase());
  return {
    record,
    kind,
    owner,
    sightings: sightings.filter(wanted).sort((one, other) => byKindAndId(one.item, other.item)),
  };
}
