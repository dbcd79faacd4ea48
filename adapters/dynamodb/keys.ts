import type { ItemKey, OrgLogin } from '#core/credential.ts';
import { type Finding, type FindingState, type Fingerprint, severityRank } from '#core/finding.ts';
import type { Instant } from '#core/instant.ts';
import type { ChunkRef, ScanId, ScanRecord } from '#core/scan-record.ts';

/** The primary key of one item. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Logins compare without case at GitHub, so keys hold them in lower case. */
export const loginKey = (login: string): string => login.toLowerCase();

export const headKey = (org: OrgLogin): Key => ({ pk: `ORG#${loginKey(org)}`, sk: 'HEAD' });

export const SCANS_OF = (org: OrgLogin): string => `SCANS#${loginKey(org)}`;
export const ORGANISATIONS = 'ORGS';
export const CURRENT_OF = (org: OrgLogin): string => `CURRENT#${loginKey(org)}`;
export const FINDINGS_OF = (org: OrgLogin): string => `FINDINGS#${loginKey(org)}`;
export const DELIVERIES_OF = (org: OrgLogin): string => `DELIVERIES#${loginKey(org)}`;
export const claimKey = (org: OrgLogin, channel: string): Key => ({
  pk: `CLAIMS#${loginKey(org)}`,
  sk: channel,
});
export const PRESSES_OF = (org: OrgLogin): string => `PRESSES#${loginKey(org)}`;
/** Without a scan: what the sort keys of all versions of the finding begin with, in the order of scans. */
export const versionSortKey = (finding: Fingerprint, scan?: ScanId): string =>
  scan === undefined ? finding : `${finding}#${scan}`;
/** Without an occasion: what the sort keys of all presses of the finding begin with. */
export const pressSortKey = (finding: Fingerprint, occasion = ''): string => `${finding}#${occasion}`;
export const ADDRESSES_OF = (org: OrgLogin): string => `ADDRESSES#${loginKey(org)}`;
/** Without what it was about: what the sort keys of all that a channel was told begin with. */
export const deliverySortKey = (channel: string, about = ''): string => `${channel}#${about}`;
/** The partition of all that one scan staged. */
export const STAGED_IN = (org: OrgLogin, scan: ScanId): string => `SCAN#${loginKey(org)}#${scan}`;

export const CHANGE_PREFIX = 'CHANGE#';
export const TRANSITION_PREFIX = 'TRANSITION#';
export const CHUNK_PREFIX = 'CHUNK#';
/** In a finding's timeline, behind everything that happened to it. */
export const SAID_PREFIX = 'said#';
/** In a credential's timeline, behind everything that happened to it. */
export const FINDING_PREFIX = 'finding#';
export const RECORD_PREFIX = 'RECORD#';

/** What the sort keys of all parts of a piece begin with, whatever its content. */
export function chunkPlace({ source, ordinal }: Pick<ChunkRef, 'source' | 'ordinal'>): string {
  if (ordinal > 99_999) throw new RangeError(`A scan holds at most 100000 pieces of ${source}.`);
  return `${CHUNK_PREFIX}${source}#${String(ordinal).padStart(5, '0')}#`;
}

/**
 * The sort key of one part of a piece. It names the content, so that a process that lost the organisation can
 * write late and still not touch what another process committed under the same scan.
 */
export function chunkSortKey(ref: Pick<ChunkRef, 'source' | 'ordinal' | 'sha256'>, part: number): string {
  return `${chunkPlace(ref)}${ref.sha256.slice(0, 12)}#${partNumber(part)}`;
}

/** Without a part: what the sort keys of all parts of the field begin with. */
export function recordPartSortKey(
  { digest }: Pick<ScanRecord, 'digest'>,
  field: string,
  part?: number,
): string {
  const all = `${RECORD_PREFIX}${field}#${digest.slice(0, 16)}#`;
  return part === undefined ? all : `${all}${partNumber(part)}`;
}

export const credentialTimeline = (org: OrgLogin, key: ItemKey): string =>
  `CREDENTIAL#${loginKey(org)}#${key}`;
export const findingTimeline = (org: OrgLogin, id: Fingerprint): string => `FINDING#${loginKey(org)}#${id}`;

export const expiryListing = (org: OrgLogin): string => `EXPIRY#${loginKey(org)}`;
export const expiryPlace = (expiresAt: Instant, key: ItemKey): string => `${expiresAt}#${key}`;

export const findingListing = (org: OrgLogin, state: FindingState): string => `${FINDINGS_OF(org)}#${state}`;
/** Sorts the loudest first, then the oldest. Some digits are order enough: all would take most findings over 1 KB. */
export const findingPlace = ({ severity, since, id }: Finding): string =>
  `${3 - severityRank(severity)}#${since}#${id.slice(0, 16)}`;

function partNumber(part: number): string {
  return String(part).padStart(3, '0');
}
