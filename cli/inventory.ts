import { Option } from 'commander';
import type { ItemKind, OrgLogin } from '#core/credential.ts';
import { type Instant, instantOf } from '#core/instant.ts';
import type { Sighting } from '#core/snapshot.ts';
import { readSnapshot } from '#scan/history/read-snapshot.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { type ExitCode, exitAfterReading } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { type Format, parseFormat, parseKind, parseLogin, parseOrg } from './options.ts';
import { print, textOptions } from './print.ts';
import { type InventoryView, inventoryDocument, inventoryText } from './render/inventory-view.ts';
import { toJson } from './render/json.ts';
import { byKindAndId, ITEM_KINDS } from './render/words.ts';
import { asOfOption, scanInForce } from './scan-in-force.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { tellDamaged } from './tell-damaged.ts';

interface InventoryOptions {
  readonly org: OrgLogin;
  readonly kind?: ItemKind;
  readonly owner?: string;
  readonly asOf?: Instant;
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
    ['patrol inventory --org acme --as-of 2026-11-03T12:00:00Z', 'what there was at noon of 3 November'],
  ]),
  `JSON: { schemaVersion, asOf, scan: { id, org, status, sources … }, counts,\n  items: [{ kind, id, name, owner, … as stored, seen, carriedOver }], damaged: [words] }\nA count of null is "not visible here", which is not 0.`,
);

/** `patrol inventory`: what the last scan knows, or the scan in force at some time knew. */
export function addInventory({ program, deps, run }: CommandContext): void {
  program
    .command('inventory')
    .description('List what the last scan of an organisation knows, or an earlier one knew.')
    .addOption(new Option('--org <login>', 'the organisation').argParser(parseOrg).makeOptionMandatory())
    .addOption(new Option('--kind <kind>', `one of ${ITEM_KINDS.join(', ')}`).argParser(parseKind))
    .addOption(new Option('--owner <login>', 'of this owner only').argParser(parseLogin))
    .addOption(asOfOption())
    .addOption(storeOption())
    .addOption(new Option('--format <format>', 'text or json').argParser(parseFormat).default('text'))
    .addHelpText('after', HELP)
    .action((options: InventoryOptions) => run(() => inventory(options, deps)));
}

async function inventory(options: InventoryOptions, deps: Dependencies): Promise<ExitCode> {
  const now = instantOf(deps.now());
  const view = await withStore(
    await deps.openStore(storePlace(options.store, deps.env), 'read'),
    async (store) => {
      const record = await scanInForce(store, options.org, { asOf: options.asOf, now });
      const { damaged, snapshot } = await readSnapshot(store, record, now);
      return viewOf(options, { record, sightings: [...snapshot.values()], damaged });
    },
  );
  tellDamaged(view.damaged, deps);
  const json = options.format === 'json';
  await print(deps, json ? toJson(inventoryDocument(view)) : inventoryText(view, textOptions(deps)));
  return exitAfterReading(view.damaged);
}

function viewOf(
  { kind = null, owner = null, asOf = null }: Partial<Pick<InventoryView, 'kind' | 'owner' | 'asOf'>>,
  { record, sightings, damaged }: Pick<InventoryView, 'record' | 'sightings' | 'damaged'>,
): InventoryView {
  const wanted = ({ item }: Sighting): boolean =>
    (kind === null ? item.kind !== 'person' : item.kind === kind) &&
    (owner === null || item.owner?.login.toLowerCase() === owner.toLowerCase());
  return {
    record,
    kind,
    owner,
    asOf,
    damaged,
    sightings: sightings.filter(wanted).sort((one, other) => byKindAndId(one.item, other.item)),
  };
}
