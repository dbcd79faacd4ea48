import type { Alert } from '#core/alert.ts';
import type { PatrolEvent } from '#core/alert-event.ts';
import type { Habits } from '#core/alert-plan.ts';
import type {
  FineGrainedToken,
  InventoryItem,
  OrgLogin,
  Repository,
  TokenRequest,
} from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';
import type { OwnerAddresses } from '#core/owner-address.ts';
import type { ListingSource, SourceName } from '#core/reading.ts';
import type { RecordSignature, Usage } from '#core/scan-record.ts';
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

/** SHA-256, hexadecimal; of pieces, as of one text. A port because core/ and scan/ have no crypto of their own. */
export type Sha256 = (text: string | Iterable<string>) => string;

/** What a person watching wants to know, as it happens. */
export interface ProgressListener {
  source(source: SourceName, seen: number, total: number | null): void;
  finished(source: SourceName, status: string, seen: number): void;
  waiting(until: Instant, reason: string): void;
  phase(name: string): void;
  /** Something is not as it should be, and the scan goes on. */
  warning(words: string): void;
}
