import type { InventoryItem, OrgLogin } from '#core/credential.ts';
import { inert } from '#core/inert.ts';
import type { Instant } from '#core/instant.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { invisibleKinds } from './counts-line.ts';
import { SCHEMA_VERSION } from './scan-json.ts';
import type { TextOptions } from './scan-text.ts';
import { table } from './table.ts';
import { counted, dayOrWord, grouped, listed, pluralOf } from './words.ts';
import { wrap } from './wrap.ts';

export interface OwnedItem {
  readonly org: OrgLogin;
  readonly item: InventoryItem;
}

export interface OwnerView {
  readonly login: string;
  readonly owned: readonly OwnedItem[];
  /** The scan of every organisation that was looked at: the last one, or the one in force. */
  readonly heads: readonly ScanRecord[];
  /** Organisations whose first scan is later than what was asked about. */
  readonly notYetScanned: readonly OrgLogin[];
  /** The time that was asked about; null: now. */
  readonly asOf: Instant | null;
  /** What could not be read of the snapshots, in words. */
  readonly damaged: readonly string[];
}

/** Everything a login owns in every scanned organisation, and where Patrol could not look for it. */
export function ownerText(view: OwnerView, { width, paint }: TextOptions): string {
  const { asOf, heads, login, notYetScanned, owned } = view;
  const when = asOf === null ? '' : ` at ${asOf}`;
  const orgs = new Set(owned.map(({ org }) => org)).size;
  const head =
    owned.length === 0
      ? `Nothing of ${inert(login)} is known in ${counted(heads.length, 'scanned organisation')}${when}.`
      : `${inert(login)}: ${grouped(owned.length)} listed in ${counted(orgs, 'organisation')}${when}.`;
  const blocks = [
    [paint.bold(head)],
    ...(owned.length === 0 ? [] : [[ownedTable(owned, { width, paint })]]),
    [
      ...heads.flatMap((record) => wrap(sourceOf(record), width, { first: '  ', rest: '    ' })),
      ...notYetScanned.flatMap((org) => wrap(`${org} was first scanned later`, width, { first: '  ' })),
    ],
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

export function ownerDocument(view: OwnerView): object {
  const { asOf, damaged, heads, login, notYetScanned, owned } = view;
  return {
    schemaVersion: SCHEMA_VERSION,
    owner: login,
    asOf,
    organisations: heads.map(({ org, id, status, counts }) => ({
      org,
      scan: id,
      status,
      notVisible: invisibleKinds(counts),
    })),
    notYetScanned,
    items: owned.map(({ org, item }) => ({ org, ...item })),
    damaged,
  };
}

function ownedTable(owned: OwnerView['owned'], options: TextOptions): string {
  return table(
    [
      { title: 'organisation', narrow: 'clip' },
      { title: 'credential' },
      { title: 'name', narrow: 'clip' },
      { title: 'expires' },
      { title: 'last used' },
    ],
    owned.map(({ org, item }) => [
      org,
      `${item.kind}:${item.id}`,
      item.name ?? '–',
      item.kind === 'person' ? '–' : dayOrWord(item.expiresAt),
      item.kind === 'person' ? '–' : dayOrWord(item.lastUsedAt),
    ]),
    options,
  );
}

function sourceOf({ org, id, status, counts }: ScanRecord): string {
  const unseen = invisibleKinds(counts);
  const hidden = unseen.length === 0 ? '' : `; ${listed(unseen.map(pluralOf))}: not visible there`;
  return `${org} as of ${id}${status === 'partial' ? ' (PARTIAL)' : ''}${hidden}`;
}
