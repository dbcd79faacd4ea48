import type { InventoryItem, ItemKey, OrgLogin } from '#core/credential.ts';
import type { Delivery } from '#core/delivery.ts';
import type { Finding, FindingTransition, Fingerprint } from '#core/finding.ts';
import type { Instant } from '#core/instant.ts';
import type { OwnerAddress } from '#core/owner-address.ts';
import type { Pressed } from '#core/pressed.ts';
import type { Retention } from '#core/retention.ts';
import type { Change, ChunkRef, ScanId, ScanRecord } from '#core/scan-record.ts';
import type { Cursor, Wait } from './ports.ts';

export type Opening =
  /**
   * Ours to scan. `head` is the last committed scan, null on the first night. `leftovers`: scans were given up, and what they
   * staged is to be swept first.
   */
  | { readonly kind: 'opened'; readonly head: ScanRecord | null; readonly leftovers: boolean }
  | { readonly kind: 'already-committed'; readonly record: ScanRecord }
  /** Whoever committed the last scan died before everything followed it: `project`, and open again. */
  | { readonly kind: 'behind' }
  /** A later scan is committed, and history is not rewritten. */
  | { readonly kind: 'overtaken'; readonly head: ScanRecord }
  /** Somebody else scans this organisation now. */
  | { readonly kind: 'busy'; readonly scan: ScanId; readonly holder: string; readonly until: Instant };

/** A scan that wants an organisation, or has it, and who makes it. */
export interface Lease {
  readonly org: OrgLogin;
  readonly scan: ScanId;
  readonly holder: string;
}

/**
 * The memory. Everything keyed by a scan is staged and invisible until `commit`; `project` then brings the
 * current credentials and findings up to it, and may be repeated.
 */
export interface Store {
  /** Where it is, for people: `./.patrol` or `dynamodb://patrol`. */
  readonly place: string;
  /** The same memory, where what is staged from now on is kept so long. */
  keeping(retention: Retention): Store;
  /** Takes the organisation for one scan. Not before everything follows the last commit. */
  open(request: Lease): Promise<Opening>;
  /**
   * Keeps the organisation, and removes at most so many of the items that scans which were given up staged. `more`: some
   * may be left, and it is to be called again. Any call may be repeated.
   *
   * @throws {StoreLostError} when somebody took the organisation.
   */
  sweep(lease: Lease, most: number): Promise<'more' | 'done'>;
  /** Keeps the organisation for another while; throws StoreLostError when somebody took it. */
  renew(org: OrgLogin, scan: ScanId, holder: string): Promise<void>;
  /**
   * The same, for a scan that waits until an instant and does not renew meanwhile: until then, at most for some hours, and
   * that while. What was held for longer stays so.
   *
   * @throws {StoreLostError} when somebody took it.
   */
  hold(lease: Lease & { readonly until: Instant }): Promise<void>;
  /** Lets the organisation go without a commit, so that the next run need not wait. */
  release(org: OrgLogin, scan: ScanId, holder: string): Promise<void>;
  /** Writes one packed piece; a piece of the same source and ordinal is replaced, longer leftovers are not. */
  putChunk(
    org: OrgLogin,
    scan: ScanId,
    chunk: Omit<ChunkRef, 'sha256' | 'count'> & { items: readonly unknown[] },
  ): Promise<ChunkRef>;
  /**
   * Reads the named pieces, in the given order. A missing or altered one is left out when `damaged` is there to be
   * told of it.
   *
   * @throws {DamagedChunkError} naming a missing or altered one, when nobody is to be told.
   */
  readChunks(
    org: OrgLogin,
    scan: ScanId,
    refs: readonly ChunkRef[],
    damaged?: (error: DamagedChunkError) => void,
  ): AsyncIterable<ReadChunk>;
  /**
   * Drops staged changes and transitions of an earlier attempt at this scan, and chunks not in `keep`: at most so many.
   * `more`: some may be left, and it is to be called again.
   */
  discardStaged(
    org: OrgLogin,
    scan: ScanId,
    keep: readonly ChunkRef[],
    most: number,
  ): Promise<'more' | 'done'>;
  stageChanges(org: OrgLogin, scan: ScanId, changes: readonly Change[]): Promise<void>;
  stageTransitions(org: OrgLogin, scan: ScanId, transitions: readonly FindingTransition[]): Promise<void>;
  /**
   * The one write that makes a scan visible: a compare-and-set on the organisation's head.
   *
   * @throws {StoreLostError} when the head is no longer `record.previous` or no longer held by `holder`.
   */
  commit(record: ScanRecord, holder: string): Promise<void>;
  /**
   * Some current credentials and findings follow the staged changes and transitions of the committed head: as many as a
   * step may take. Gives where to go on; null: all do. Any call may be repeated, by anybody.
   */
  project(org: OrgLogin, from: Cursor | null): Promise<Cursor | null>;

  /** Takes a channel of an organisation for whoever is to tell it; a Wait while somebody else does. */
  claimChannel(request: {
    readonly org: OrgLogin;
    readonly channel: string;
    readonly holder: string;
  }): Promise<ChannelClaim | Wait>;
  /** What a channel was told of an organisation. */
  deliveries(org: OrgLogin, channel: string): Promise<Delivery[]>;
  /** What was said of a finding, channel by channel. */
  saidOf(org: OrgLogin, finding: Fingerprint): Promise<Delivery[]>;
  /**
   * Notes what a channel was told, after its yes; in their order, as far as it comes. That something is over is kept as
   * long as the history that led to it, the default if not said.
   */
  noteDeliveries(org: OrgLogin, deliveries: readonly Delivery[], retention?: Retention): Promise<void>;

  /** One finding, whatever its state; null: there is none of that id. */
  finding(org: OrgLogin, id: Fingerprint): Promise<Finding | null>;
  /** What came of looking owners up in Slack, the last time each. */
  ownerAddresses(org: OrgLogin): Promise<OwnerAddress[]>;
  noteOwnerAddress(org: OrgLogin, address: OwnerAddress): Promise<void>;
  /** What people pressed in an organisation, or of one finding, the earliest first in each occasion. */
  presses(org: OrgLogin, finding?: Fingerprint): Promise<Pressed[]>;
  /** Keeps a press, once for each occasion: null; or gives the one that was there before. */
  notePress(org: OrgLogin, pressed: Pressed): Promise<Pressed | null>;

  /** The last committed scan; null: none yet. */
  head(org: OrgLogin): Promise<ScanRecord | null>;
  /** Whether the current credentials have still to follow the last commit: for moments after it, or after a crash. */
  isBehind(org: OrgLogin): Promise<boolean>;
  /** The last scan committed not later than `instant`; null: there was none yet. */
  scanAt(org: OrgLogin, instant: Instant): Promise<ScanRecord | null>;
  /** The committed scans, the oldest first. */
  scans(org: OrgLogin): AsyncIterable<ScanRecord>;
  /** What the committed scans up to `upTo` did to findings, scan by scan, the oldest first. */
  transitionsUpTo(org: OrgLogin, upTo: ScanId): AsyncIterable<readonly FindingTransition[]>;
  /** Findings of the organisation in these states, as the last committed scan left them: `project` may be under way. */
  findings(org: OrgLogin, states: readonly Finding['state'][]): Promise<Finding[]>;
  /**
   * All findings as the last committed scan left them, for the scan that judges them. What a process that stood still
   * wrote of them too late is taken away on the way.
   */
  findingsToJudge(org: OrgLogin): Promise<Finding[]>;
  /** All findings about one thing, resolved ones too, as the last committed scan left them. */
  findingsAbout(org: OrgLogin, key: ItemKey): Promise<Finding[]>;
  /** What a committed scan changed. */
  changes(org: OrgLogin, scan: ScanId): Promise<Change[]>;
  /** What a committed scan did to findings. */
  transitions(org: OrgLogin, scan: ScanId): Promise<FindingTransition[]>;
  /** What the committed scans after `after` and up to `upTo` changed, scan by scan, the oldest first. */
  changesBetween(org: OrgLogin, after: ScanId, upTo: ScanId): AsyncIterable<readonly Change[]>;
  /** What happened to one thing in the committed scans up to `upTo`, the oldest first. */
  timeline(org: OrgLogin, key: ItemKey, upTo: ScanId): Promise<(Change & { readonly at: ScanId })[]>;
  /** What happened to one finding in the committed scans up to `upTo`, the oldest first. */
  findingLife(
    org: OrgLogin,
    id: Fingerprint,
    upTo: ScanId,
  ): Promise<(FindingTransition & { readonly at: ScanId })[]>;
  /** Everything current that this login owns, over all organisations. */
  ownedBy(login: string): Promise<{ readonly org: OrgLogin; readonly item: InventoryItem }[]>;
  /** Current credentials and requests that expire from `from` to `to`, both included, the earliest first. */
  expiring(org: OrgLogin, from: Instant, to: Instant): Promise<InventoryItem[]>;
  /** Organisations that have a committed scan. */
  organisations(): Promise<OrgLogin[]>;
  close(): Promise<void>;
}

/** A channel is told of an organisation by one process at a time, for as long as it keeps coming back. */
export interface ChannelClaim {
  readonly kind: 'claimed';
  /** Keeps it for another while; a Wait when it lapsed and somebody else has it: nothing is ours to say any more. */
  keep(): Promise<Wait | null>;
  /** Lets it go, if it is still ours. */
  release(): Promise<void>;
}

/** One piece of a snapshot, its digest checked. */
export interface ReadChunk {
  readonly ref: ChunkRef;
  readonly items: readonly unknown[];
  /** As it is stored, in the form that `encoding` names: what the digest of `ref` can be computed from. */
  readonly packed: Uint8Array;
  readonly encoding: string;
}

const LOST = 'was made visible by this process';

/** Somebody else holds the organisation, or the chain moved on: what this process decided is void. */
export class StoreLostError extends Error {
  override readonly name = 'StoreLostError';

  /** @param how they came to lose it: `is held by …`. */
  constructor({ how, org, scan }: { readonly org: OrgLogin; readonly scan: ScanId; readonly how: string }) {
    super(`Organisation ${org} ${how}: nothing of scan ${scan} ${LOST}. Run the scan again.`);
  }
}

/** Whether it is a StoreLostError, or was before an engine checkpointed it: of an error that keeps the message alone. */
export function isLost(error: unknown): boolean {
  return error instanceof Error && error.message.includes(LOST);
}

/** A stored piece of a snapshot is missing, or is not what its digest says. */
export class DamagedChunkError extends Error {
  override readonly name = 'DamagedChunkError';
  /** Whose piece it is. */
  readonly source: ChunkRef['source'];

  constructor(message: string, source: ChunkRef['source'], options?: ErrorOptions) {
    super(message, options);
    this.source = source;
  }
}

/** As much of the memory as a press needs. */
export type PressMemory = Pick<Store, 'finding' | 'presses' | 'notePress'>;
