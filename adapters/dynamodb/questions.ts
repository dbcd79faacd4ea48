import type { ItemKey, OrgLogin } from '#core/credential.ts';
import type { FindingState, Fingerprint } from '#core/finding.ts';
import type { Instant } from '#core/instant.ts';
import type { ScanId } from '#core/scan-record.ts';
import {
  ADDRESSES_OF,
  CHANGE_PREFIX,
  CHUNK_PREFIX,
  CURRENT_OF,
  credentialTimeline,
  DELIVERIES_OF,
  deliverySortKey,
  expiryListing,
  FINDING_PREFIX,
  FINDINGS_OF,
  findingListing,
  findingTimeline,
  loginKey,
  ORGANISATIONS,
  PRESSES_OF,
  pressSortKey,
  SAID_PREFIX,
  SCANS_OF,
  STAGED_IN,
  TRANSITION_PREFIX,
  versionSortKey,
} from './keys.ts';
import type { Question } from './query.ts';

/** What the table answers with one Query each (`docs/data-model.md`). */
export const questions = {
  organisations: (): Question => ({ partition: ORGANISATIONS }),
  /** Everything current in an organisation, by key. */
  current: (org: OrgLogin): Question => ({ partition: CURRENT_OF(org) }),
  /** Everything current that a login owns, over all organisations. */
  ownedBy: (login: string): Question => ({ index: 'owner', partition: loginKey(login) }),
  /** Current credentials and requests that expire from `from` to `to`, both included, the earliest first. */
  expiring: (org: OrgLogin, from: Instant, to: Instant): Question => ({
    index: 'listing',
    partition: expiryListing(org),
    // What follows an instant in the sort key is `#`, and `~` is after it.
    between: [from, `${to}~`],
  }),
  /** All findings of an organisation, by fingerprint, the versions of each in order; strongly consistent. */
  findings: (org: OrgLogin): Question => ({ partition: FINDINGS_OF(org) }),
  /** All versions of one finding, in order; strongly consistent. */
  versions: (org: OrgLogin, id: Fingerprint): Question => ({
    partition: FINDINGS_OF(org),
    prefix: versionSortKey(id),
  }),
  /** The last version of one finding, strongly consistent. */
  finding: (org: OrgLogin, id: Fingerprint): Question => ({
    ...questions.versions(org, id),
    newestFirst: true,
    limit: 1,
  }),
  /** The findings about one credential, request or person, by fingerprint. */
  findingsAbout: (org: OrgLogin, key: ItemKey): Question => ({
    index: 'timeline',
    partition: credentialTimeline(org, key),
    prefix: FINDING_PREFIX,
  }),
  /** What a channel was told, by finding, strongly consistent. */
  deliveries: (org: OrgLogin, channel: string): Question => ({
    partition: DELIVERIES_OF(org),
    prefix: deliverySortKey(channel),
  }),
  /** What was said of a finding, channel by channel. */
  saidOf: (org: OrgLogin, id: Fingerprint): Question => ({
    index: 'timeline',
    partition: findingTimeline(org, id),
    prefix: SAID_PREFIX,
  }),
  /** What people pressed, or pressed of one finding, strongly consistent. */
  presses: (org: OrgLogin, finding?: Fingerprint): Question => ({
    partition: PRESSES_OF(org),
    ...(finding === undefined ? {} : { prefix: pressSortKey(finding) }),
  }),
  /** What came of looking owners up, strongly consistent. */
  ownerAddresses: (org: OrgLogin): Question => ({ partition: ADDRESSES_OF(org) }),
  /** The findings in one state, the loudest first, then the oldest. */
  findingsBySeverity: (org: OrgLogin, state: FindingState): Question => ({
    index: 'listing',
    partition: findingListing(org, state),
  }),
  /** What happened to a finding in the scans up to `upTo`: the last committed one, since staged steps are there, too. */
  findingLife: (org: OrgLogin, id: Fingerprint, upTo: ScanId): Question => ({
    index: 'timeline',
    partition: findingTimeline(org, id),
    between: ['0', upTo],
  }),
  /** What happened to a credential, field by field, in the scans up to `upTo`. */
  timeline: (org: OrgLogin, key: ItemKey, upTo: ScanId): Question => ({
    index: 'timeline',
    partition: credentialTimeline(org, key),
    between: ['0', upTo],
  }),
  changes: (org: OrgLogin, scan: ScanId): Question => ({
    partition: STAGED_IN(org, scan),
    prefix: CHANGE_PREFIX,
  }),
  transitions: (org: OrgLogin, scan: ScanId): Question => ({
    partition: STAGED_IN(org, scan),
    prefix: TRANSITION_PREFIX,
  }),
  /** The committed scans of an organisation, the newest first. */
  scans: (org: OrgLogin): Question => ({ partition: SCANS_OF(org), newestFirst: true }),
  /** The scan whose snapshot was in force at an instant. */
  scanAt: (org: OrgLogin, instant: Instant): Question => ({
    partition: SCANS_OF(org),
    between: ['0', instant],
    newestFirst: true,
    limit: 1,
  }),
  /** All pieces of the snapshot of one scan. */
  snapshot: (org: OrgLogin, scan: ScanId): Question => ({
    partition: STAGED_IN(org, scan),
    prefix: CHUNK_PREFIX,
  }),
} as const;
