import type { Alert } from '#core/alert.ts';
import type { PatrolEvent } from '#core/alert-event.ts';
import type { Habits } from '#core/alert-plan.ts';
import type {
  FineGrainedToken,
  InventoryItem,
  ItemKey,
  OrgLogin,
  Repository,
  TokenRequest,
} from '#core/credential.ts';
import type { Delivery } from '#core/delivery.ts';
import type { Finding, FindingTransition, Fingerprint } from '#core/finding.ts';
import type { Instant } from '#core/instant.ts';
import type { OwnerAddress, OwnerAddresses } from '#core/owner-address.ts';
import type { Pressed } from '#core/pressed.ts';
import type { ListingSource, SourceName } from '#core/reading.ts';
import type { Retention } from '#core/retention.ts';
import type { Change, ChunkRef, RecordSignature, ScanId, ScanRecord, Usage } from '#core/scan-record.ts';
import type { Secret } from '#core/secret.ts';

/** Where a source or the store stands between two steps: JSON, small, and nobody's business but theirs. */
export type Cursor = string;

/** Why a source stopped before its end. Each is a value, not an exception: "could not look" is a result. */
export type Stop =
  | { readonly kind: 'refused'; readonly reason: string; readonly missingPermission: string | null }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Somebody asks us to come back later: a spent rate limit. The engine waits, not whoever asked. */
export interface Wait {
  readonly kind: 'wait';
  readonly until: Instant;
  readonly reason: string;
}

/** What one step of reading gave. */
export interface SourceStep {
  readonly items: readonly InventoryItem[];
  readonly pages: number;
  readonly next:
    | { readonly kind: 'more'; readonly cursor: Cursor }
    | { readonly kind: 'end'; readonly note: string | null }
    | (Wait & { readonly cursor: Cursor })
    | Stop;
}

export interface StepOptions {
  /** Stop with `more` after about so many requests. */
  readonly requestBudget: number;
  /** How many things of this source the last committed snapshot has; null on the first night. */
  readonly lastCount: number | null;
  readonly signal: AbortSignal;
  /** Told after each page: things seen so far in this step, and the total where GitHub names one. */
  progress(seen: number, total: number | null): void;
}

/** What asking again for absent things gave. */
export interface Confirmation {
  /** Those GitHub still has, as they are now. */
  readonly alive: readonly InventoryItem[];
  readonly next: { readonly kind: 'done' } | Wait | Stop;
}

/** One section of GitHub that is read as a whole. */
export interface Source {
  readonly name: ListingSource;
  /** How many absent things `confirm` takes at once. */
  readonly confirmAtOnce: number;
  /** Reads on from `cursor` (null: from the start). May give a thing twice, never leave out one that stayed. */
  read(org: OrgLogin, cursor: Cursor | null, options: StepOptions): Promise<SourceStep>;
  /** Asks for these very things again: absence from a moving list is not yet proof. */
  confirm(org: OrgLogin, absent: readonly InventoryItem[], signal: AbortSignal): Promise<Confirmation>;
}

/** Reads the repositories of one token or request whose selection is `subset`. */
export interface RepositoriesReader {
  read(
    org: OrgLogin,
    holder: FineGrainedToken | TokenRequest,
    signal: AbortSignal,
  ): Promise<
    | { readonly kind: 'read'; readonly repositories: readonly Repository[]; readonly pages: number }
    /** Revoked, approved or withdrawn since the list was read: nothing to know any more. */
    | { readonly kind: 'gone' }
    | Wait
    | Stop
  >;
}

/** GitHub, as one credential sees one organisation. */
export interface GitHub {
  readonly sources: readonly Source[];
  readonly repositories: RepositoriesReader;
  /** Requests so far by this client, for the record. */
  usage(): Usage;
}

/**
 * Runs the steps of a scan. The durable one checkpoints after each step and, resumed, runs everything between the
 * steps again; the in-process one does neither. So a step may run twice, what it gives is small JSON (references,
 * cursors and counts: less than 256 KB), and what lies between steps only computes or reads what is settled.
 */
export interface Engine {
  step<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** Gives the seconds it waited. */
  waitUntil(instant: Instant, reason: string): Promise<number>;
  /** All at once, each with an engine of its own: the steps of one run in order, those of two do not. */
  forEach<Item, Result>(
    name: string,
    items: readonly Item[],
    work: (item: Item, engine: Engine) => Promise<Result>,
  ): Promise<Result[]>;
}

export type Opening =
  /** Ours to scan. `head` is the last committed scan, null on the first night. */
  | { readonly kind: 'opened'; readonly head: ScanRecord | null }
  | { readonly kind: 'already-committed'; readonly record: ScanRecord }
  /** Whoever committed the last scan died before everything followed it: `project`, and open again. */
  | { readonly kind: 'behind' }
  /** A later scan is committed, and history is not rewritten. */
  | { readonly kind: 'overtaken'; readonly head: ScanRecord }
  /** Somebody else scans this organisation now. */
  | { readonly kind: 'busy'; readonly scan: ScanId; readonly holder: string; readonly until: Instant };

/**
 * The memory. Everything keyed by a scan is staged and invisible until `commit`; `project` then brings the
 * current credentials and findings up to it, and may be repeated.
 */
export interface Store {
  /** Where it is, for people: `./.patrol` or `dynamodb://patrol`. */
  readonly place: string;
  /** The same memory, where what is staged from now on is kept so long. */
  keeping(retention: Retention): Store;
  /**
   * Takes the organisation for one scan, and removes the staged items of one that was given up. Not before everything
   * follows the last commit.
   */
  open(request: { readonly org: OrgLogin; readonly scan: ScanId; readonly holder: string }): Promise<Opening>;
  /** Keeps the organisation for another while; throws StoreLostError when somebody took it. */
  renew(org: OrgLogin, scan: ScanId, holder: string): Promise<void>;
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
  /** Drops staged changes and transitions of an earlier attempt at this scan, and chunks not in `keep`. */
  discardStaged(org: OrgLogin, scan: ScanId, keep: readonly ChunkRef[]): Promise<void>;
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
  /** Notes what a channel was told, after its yes; in their order, as far as it comes. */
  noteDeliveries(org: OrgLogin, deliveries: readonly Delivery[]): Promise<void>;

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

/** Somebody else holds the organisation, or the chain moved on: what this process decided is void. */
export class StoreLostError extends Error {
  override readonly name = 'StoreLostError';
}

/** A stored piece of a snapshot is missing, or is not what its digest says. */
export class DamagedChunkError extends Error {
  override readonly name = 'DamagedChunkError';
}

/** Signs with a key that whoever writes to the store does not have. */
export interface Signer {
  /** @throws {Error} saying which key did not sign, why, and what to do. */
  sign(digest: string): Promise<RecordSignature>;
}

/** Somewhere alerts go besides the terminal: one for each place, under a name that stays. */
export interface AlertChannel extends Habits {
  /**
   * Resolves after the receiver's yes, with what is needed to change the message later; throws in words for a person.
   *
   * @param handle of the message there already is about this finding; null: none.
   */
  send(
    event: PatrolEvent,
    handle: string | null,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'sent'; readonly handle: string | null } | Wait>;
  /** Of owners: the same, where these are known as well. */
  knowing?(addresses: OwnerAddresses): AlertChannel;
}

/** Where alerts go. `send` returns after the receiver's yes, and throws otherwise. */
export interface AlertSink {
  /** As `alerts[].channel` names it: `terminal`, `slack:#security`. */
  readonly channel: string;
  send(alerts: readonly Alert[]): Promise<void>;
}

/** Nothing was found. `everybody`: nor will it be for anybody else, so that nobody else need be asked for. */
export interface Unknown {
  readonly kind: 'unknown';
  /** In words, without what was asked for or answered. */
  readonly why: string;
  readonly everybody: boolean;
}

/** Who somebody is at the organisation's identity provider. */
export interface Identities {
  /** E-mail addresses, the likeliest first: at least one. They are for asking the next, and for nothing else. */
  emailsOf(
    org: OrgLogin,
    login: string,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'emails'; readonly emails: readonly Secret[] } | Unknown | Wait>;
}

/** Who somebody is where messages go. */
export interface Directory {
  userOf(
    email: Secret,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'user'; readonly slack: string } | Unknown | Wait>;
}

/** SHA-256, hexadecimal. A port because core/ and scan/ have no crypto of their own. */
export type Sha256 = (text: string) => string;

/** What a person watching wants to know, as it happens. */
export interface ProgressListener {
  source(source: SourceName, seen: number, total: number | null): void;
  finished(source: SourceName, status: string, seen: number): void;
  waiting(until: Instant, reason: string): void;
  phase(name: string): void;
}
