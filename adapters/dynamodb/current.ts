import { type InventoryItem, type ItemKey, isCredential, keyOf, type OrgLogin } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import { historyUntil } from '#core/retention.ts';
import type { ScanId } from '#core/scan-record.ts';
import type { Attributes } from './attributes.ts';
import { epochSeconds } from './epoch-seconds.ts';
import { bodyOf, makeItem } from './item.ts';
import {
  CURRENT_OF,
  credentialTimeline,
  expiryListing,
  expiryPlace,
  FINDING_PREFIX,
  FINDINGS_OF,
  findingListing,
  findingPlace,
  type Key,
  loginKey,
  versionSortKey,
} from './keys.ts';
import type { KeptScan } from './staged.ts';

export const currentKey = (org: OrgLogin, key: ItemKey): Key => ({ pk: CURRENT_OF(org), sk: key });

/**
 * A credential, request or person as it is now. Without `lastUsedAt` and `repositoriesAsOf`: they are news every
 * night, and would cost a write for every credential every night. The snapshot has them.
 */
export function currentItem(org: OrgLogin, scan: ScanId, item: InventoryItem): Attributes & Key {
  const { lastUsedAt: _used, repositoriesAsOf: _asOf, ...lasting } = item as InventoryItem & Attributes;
  return makeItem(
    currentKey(org, keyOf(item)),
    isCredential(item) ? 'credential' : item.kind,
    { org, lastChange: scan, ...ownerPlace(org, item), ...expiryOf(org, item) },
    lasting,
  );
}

/** The item again, what is not kept of it said to be unknown. */
export function itemOf(attributes: Attributes): { readonly org: OrgLogin; readonly item: InventoryItem } {
  const { org } = attributes;
  const body = bodyOf(attributes);
  const { kind, repositories } = body;
  const item = {
    ...body,
    ...(kind === 'person' ? {} : { lastUsedAt: 'unknown' }),
    ...(repositories === undefined ? {} : { repositoriesAsOf: null }),
  };
  return { org: org as OrgLogin, item: item as unknown as InventoryItem };
}

/**
 * The version of a finding that this scan made. It has one content for ever, so that it may be written as often and as late
 * as it likes: of two versions the later one counts, and the earlier one is removed (ADR 0016).
 */
export function findingItem(org: OrgLogin, scan: KeptScan, finding: Finding): Attributes & Key {
  const sk = versionSortKey(finding.id, scan.id);
  return makeItem(
    { pk: FINDINGS_OF(org), sk },
    'finding',
    {
      org,
      lastChange: scan.id,
      listedIn: findingListing(org, finding.state),
      listedAt: findingPlace(finding),
      timelineOf: credentialTimeline(org, keyOf(finding.credential)),
      timelineAt: `${FINDING_PREFIX}${sk}`,
      // What is open or waived is no past, however old.
      ...(finding.state === 'resolved' ? { expireAt: epochSeconds(historyUntil(scan)) } : {}),
    },
    withoutAbsent(finding),
  );
}

/** Fields that are null of most findings. An item of just over 1 KB costs twice as much, and again in both indexes. */
const ABSENT = { waiver: null, limits: null, acknowledged: null, said: null } as const;

function withoutAbsent(finding: Finding): object {
  return Object.fromEntries(
    Object.entries(finding).filter(([name, value]) => value !== null || !(name in ABSENT)),
  );
}

/** Every field of a finding, so that the compiler asks for one that is added. */
const FIELDS: Readonly<Record<keyof Finding, true>> = {
  ...{ id: true, rule: true, ruleVersion: true, severity: true, state: true, tier: true, credential: true },
  ...{ message: true, remedy: true, since: true, resolvedAt: true, cause: true, limits: true, waiver: true },
  ...{ acknowledged: true, said: true },
};

/** All that `findingOf` needs: some half of an item is there for the indexes. */
export const FINDING_ATTRIBUTES = ['pk', 'sk', 'schemaVersion', 'packed', ...Object.keys(FIELDS)];

export const findingOf = (attributes: Attributes): Finding =>
  ({ ...ABSENT, ...bodyOf(attributes) }) as unknown as Finding;

function ownerPlace(org: OrgLogin, item: InventoryItem): Attributes {
  const login = loginKey(item.owner?.login ?? '');
  // DynamoDB refuses an empty key; an owner without a login is found through the organisation.
  return login === '' ? {} : { ownerLogin: login, ownedIn: `${loginKey(org)}#${keyOf(item)}` };
}

function expiryOf(org: OrgLogin, item: InventoryItem): Attributes {
  if (item.kind === 'person' || item.expiresAt === 'never' || item.expiresAt === 'unknown') return {};
  return { listedIn: expiryListing(org), listedAt: expiryPlace(item.expiresAt, keyOf(item)) };
}
