import { Argument, Option } from 'commander';
import { type InventoryItem, keyOf, type OrgLogin } from '#core/credential.ts';
import { type Instant, instantOf } from '#core/instant.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { readSnapshot } from '#scan/history/read-snapshot.ts';
import type { Store } from '#scan/store-port.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { type ExitCode, exitAfterReading } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { type Format, parseFormat, parseLogin } from './options.ts';
import { print, textOptions } from './print.ts';
import { toJson } from './render/json.ts';
import { type OwnedItem, type OwnerView, ownerDocument, ownerText } from './render/owner-view.ts';
import { byKindAndId } from './render/words.ts';
import { asOfOption, firstScanId, scanInForce } from './scan-in-force.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { tellDamaged } from './tell-damaged.ts';
import { UsageError } from './usage-error.ts';

interface OwnerOptions {
  readonly asOf?: Instant;
  readonly store?: string;
  readonly format: Format;
}

const HELP = helpBlocks(
  'Reads the store only and asks GitHub nothing. For the day somebody leaves, or loses a laptop.',
  examplesHelp([
    ['patrol owner octocat', 'everything of octocat, in every scanned organisation'],
    ['patrol owner octocat --format json', 'the same, for a script'],
    ['patrol owner octocat --as-of 2026-11-03T12:00:00Z', 'what octocat had at noon of 3 November'],
  ]),
  `JSON: { schemaVersion, owner, asOf, organisations: [{ org, scan, status, notVisible: [kind …] }],\n  notYetScanned: [org], items: [{ org, kind, id, name, … }], damaged: [words] }`,
);

/** `patrol owner`: what one login has everywhere. */
export function addOwner({ program, deps, run }: CommandContext): void {
  program
    .command('owner')
    .description('List everything one person or App owns, in every scanned organisation.')
    .addArgument(new Argument('<login>', 'whose').argParser(parseLogin))
    .addOption(asOfOption())
    .addOption(storeOption())
    .addOption(new Option('--format <format>', 'text or json').argParser(parseFormat).default('text'))
    .addHelpText('after', HELP)
    .action((login: string, options: OwnerOptions) => run(() => owner(login, options, deps)));
}

async function owner(login: string, options: OwnerOptions, deps: Dependencies): Promise<ExitCode> {
  const moment = { asOf: options.asOf, now: instantOf(deps.now()) };
  const view = await withStore(
    await deps.openStore(storePlace(options.store, deps.env), 'read'),
    async (store) => {
      const { notYetScanned, records } = await scansInForce(store, moment);
      const { damaged, owned } = await ownedIn(records, { login, store, ...moment });
      return { login, owned, heads: records, notYetScanned, asOf: options.asOf ?? null, damaged };
    },
  );
  tellDamaged(view.damaged, deps);
  const json = options.format === 'json';
  await print(deps, json ? toJson(ownerDocument(view)) : ownerText(view, textOptions(deps)));
  return exitAfterReading(view.damaged);
}

interface Moment {
  readonly asOf: Instant | undefined;
  readonly now: Instant;
}

/** In every organisation the scan in force; those that were first scanned later by name. */
async function scansInForce(
  store: Store,
  { asOf, now }: Moment,
): Promise<{ records: readonly ScanRecord[]; notYetScanned: readonly OrgLogin[] }> {
  const orgs = await store.organisations();
  if (orgs.length === 0) {
    throw new UsageError(`${store.place} holds no scan yet. To make one: patrol scan --org LOGIN`);
  }
  const firsts = new Map<OrgLogin, Instant>();
  if (asOf !== undefined) for (const org of orgs) firsts.set(org, (await firstScanId(store, org)) ?? asOf);
  const notYetScanned = orgs.filter((org) => asOf !== undefined && asOf < (firsts.get(org) ?? asOf));
  const records: ScanRecord[] = [];
  for (const org of orgs) {
    if (!notYetScanned.includes(org)) records.push(await scanInForce(store, org, { asOf, now }));
  }
  if (records.length > 0) return { records, notYetScanned };
  const [earliest] = [...firsts.values()].toSorted();
  throw new UsageError(
    `No organisation in ${store.place} was scanned at ${asOf} or before. The earliest scan: ${earliest}`,
  );
}

type Asked = { readonly login: string; readonly store: Store } & Moment;

async function ownedIn(
  records: readonly ScanRecord[],
  asked: Asked,
): Promise<Pick<OwnerView, 'owned' | 'damaged'>> {
  const { asOf, login, now, store } = asked;
  const current = asOf === undefined ? await currentOf(asked, records) : null;
  const owned: OwnedItem[] = [];
  const damaged: string[] = [];
  for (const record of records) {
    const here = current?.items.filter(({ org }) => org.toLowerCase() === record.org.toLowerCase());
    // Nothing there now: the snapshot, which is large, stays closed.
    if (here?.length === 0 && (await current?.isOf(record))) continue;
    const read = await readSnapshot(store, record, now);
    damaged.push(...read.damaged);
    // The snapshot and not the current items: these may be of the scan before, and leave out the last use.
    const items = [...read.snapshot.values()]
      .map(({ item }) => item)
      .filter((item) => isOwnedBy(item, login));
    const lost = read.damaged.length === 0 ? [] : (here ?? []).map(({ item }) => item);
    const unread = lost.filter((item) => !read.snapshot.has(keyOf(item)));
    owned.push(...[...items, ...unread].sort(byKindAndId).map((item) => ({ org: record.org, item })));
  }
  return { owned, damaged };
}

/** What is current, and whether that is what this scan saw: it follows a commit, and another may come meanwhile. */
async function currentOf({ login, store }: Asked, records: readonly ScanRecord[]) {
  const followed = new Set<OrgLogin>();
  for (const { org } of records) if (!(await store.isBehind(org))) followed.add(org);
  return {
    items: await store.ownedBy(login),
    isOf: async ({ id, org }: ScanRecord) => followed.has(org) && (await store.head(org))?.id === id,
  };
}

function isOwnedBy({ owner }: InventoryItem, login: string): boolean {
  return owner?.login.toLowerCase() === login.toLowerCase();
}
