import { Argument, Option } from 'commander';
import { keyOf } from '#core/credential.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { loadSnapshot } from '#scan/load-snapshot.ts';
import type { Store } from '#scan/ports.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { type Format, parseFormat, parseLogin } from './options.ts';
import { print, textOptions } from './print.ts';
import { toJson } from './render/json.ts';
import { type OwnedItem, type OwnerView, ownerDocument, ownerText } from './render/owner-view.ts';
import { byKindAndId } from './render/words.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { UsageError } from './usage-error.ts';

interface OwnerOptions {
  readonly store?: string;
  readonly format: Format;
}

const HELP = helpBlocks(
  'Reads the store only and asks GitHub nothing. For the day somebody leaves, or loses a laptop.',
  examplesHelp([
    ['patrol owner octocat', 'everything of octocat, in every scanned organisation'],
    ['patrol owner octocat --format json', 'the same, for a script'],
  ]),
  `JSON: { schemaVersion, owner, organisations: [{ org, scan, status, notVisible: [kind …] }],\n  items: [{ org, kind, id, name, … }] }`,
);

/** `patrol owner`: what one login has everywhere. */
export function addOwner({ program, deps, run }: CommandContext): void {
  program
    .command('owner')
    .description('List everything one person or App owns, in every scanned organisation.')
    .addArgument(new Argument('<login>', 'whose').argParser(parseLogin))
    .addOption(storeOption())
    .addOption(new Option('--format <format>', 'text or json').argParser(parseFormat).default('text'))
    .addHelpText('after', HELP)
    .action((login: string, options: OwnerOptions) => run(() => owner(login, options, deps)));
}

async function owner(login: string, options: OwnerOptions, deps: Dependencies): Promise<ExitCode> {
  const view = await withStore(
    await deps.openStore(storePlace(options.store, deps.env), 'read'),
    async (store) => {
      const orgs = await store.organisations();
      if (orgs.length === 0) {
        throw new UsageError(`${store.place} holds no scan yet. To make one: patrol scan --org LOGIN`);
      }
      const heads = (await Promise.all(orgs.map((org) => store.head(org)))).filter((head) => head !== null);
      return { login, owned: await ownedNow(login, heads, store), heads };
    },
  );
  const json = options.format === 'json';
  await print(deps, json ? toJson(ownerDocument(view)) : ownerText(view, textOptions(deps)));
  return EXIT.done;
}

/** The store's items of an owner leave out the last use, which changes daily: the snapshots have it. */
async function ownedNow(
  login: string,
  heads: readonly ScanRecord[],
  store: Store,
): Promise<OwnerView['owned']> {
  const owned = await store.ownedBy(login);
  const all: OwnedItem[] = [];
  for (const head of heads) {
    const here = owned.filter(({ org }) => org.toLowerCase() === head.org.toLowerCase());
    if (here.length === 0) continue;
    const snapshot = await loadSnapshot(store, head);
    const items = here.map(({ item }) => snapshot.get(keyOf(item))?.item ?? item);
    all.push(...items.sort(byKindAndId).map((item) => ({ org: head.org, item })));
  }
  return all;
}
