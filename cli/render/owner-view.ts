import type { InventoryItem, OrgLogin } from '#core/credential.ts';
import { inert } from '#core/inert.ts';
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
  /** The last committed scan of every organisation that was looked at. */
  readonly heads: readonly ScanRecord[];
}

/** Everything a login owns in every scanned organisation, and where Patrol could not look for it. */
export function ownerText({ login, owned, heads }: OwnerView, { width, paint }: TextOptions): string {
  const orgs = new Set(owned.map(({ org }) => org)).size;
  const head =
    owned.length === 0
      ? `Nothing of ${inert(login)} is known in ${counted(heads.length, 'scanned organisation')}.`
      : `${inert(login)}: ${grouped(owned.length)} listed in ${counted(orgs, 'organisation')}.`;
  const blocks = [
    [paint.bold(head)],
    ...(owned.length === 0 ? [] : [[ownedTable(owned, { width, paint })]]),
    heads.flatMap((record) => wrap(asOf(record), width, { first: '  ', rest: '    ' })),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

export function ownerDocument({ login, owned, heads }: OwnerView): object {
  return {
    schemaVersion: SCHEMA_VERSION,
    owner: login,
    organisations: heads.map(({ org, id, status, counts }) => ({
      org,
      scan: id,
      status,
      notVisible: invisibleKinds(counts),
    })),
    items: owned.map(({ org, item }) => ({ org, ...item })),
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

function asOf({ org, id, status, counts }: ScanRecord): string {
  const unseen = invisibleKinds(counts);
  const hidden = unseen.length === 0 ? '' : `; ${listed(unseen.map(pluralOf))}: not visible there`;
  return `${org} as of ${id}${status === 'partial' ? ' (PARTIAL)' : ''}${hidden}`;
}
