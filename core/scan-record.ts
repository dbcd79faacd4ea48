import type { InventoryItem, ItemKey, ItemKind, OrgLogin } from './credential.ts';
import type { AlertDecision, Severity } from './finding.ts';
import type { Instant } from './instant.ts';
import type { SettledReading, SourceName } from './reading.ts';
import type { Retention } from './retention.ts';
import type { ScopedRule } from './scoped-rule.ts';
import type { Stranger } from './stranger.ts';
import type { UndecidedRule } from './undecided-rule.ts';
import type { WaiverNote } from './waiver-note.ts';

/** A scan is named by its scheduled time: the same time twice is the same scan. */
export type ScanId = Instant;

/** What happened to one credential, request or person between two scans. */
export interface Change {
  readonly key: ItemKey;
  readonly change: 'appeared' | 'changed' | 'gone';
  /** Field → before and after; empty unless `changed`. */
  readonly fields: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
  /** The item after the change; for one that is gone, as it was last seen. */
  readonly item: InventoryItem;
}

/** One packed piece of a snapshot, as the record names it. */
export interface ChunkRef {
  readonly source: SourceName | 'settled';
  readonly ordinal: number;
  /** Items in it. */
  readonly count: number;
  /** SHA-256 of the canonical JSON of its content, hexadecimal. */
  readonly sha256: string;
}

export interface Usage {
  readonly requests: number;
  /** Of these, answered 304: they cost nothing of the hourly limit. */
  readonly notModified: number;
  readonly waitedSeconds: number;
}

/** Somebody vouches for a record's digest who cannot be impersonated by writing to the store. */
export interface RecordSignature {
  /** ARN of the KMS key. */
  readonly key: string;
  /** As KMS names it; of the digest's hexadecimal text. */
  readonly algorithm: string;
  /** Base64. */
  readonly value: string;
}

/** A committed scan: what it saw, what it decided, and the link to the one before. Never changed afterwards. */
export interface ScanRecord {
  readonly schemaVersion: 1;
  readonly id: ScanId;
  readonly org: OrgLogin;
  readonly status: 'complete' | 'partial';
  readonly sources: readonly SettledReading[];
  /** Kind → number, carried-over ones included; null: not visible here, which is not 0. */
  readonly counts: Readonly<Record<ItemKind, number | null>>;
  readonly changes: { readonly appeared: number; readonly changed: number; readonly gone: number };
  /** Open findings by severity, after this scan. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** Waived findings after this scan; absent in records made before there were waivers, like `waiverNotes`. */
  readonly waived?: number;
  /** Waivers of the policy that want a hand. */
  readonly waiverNotes?: readonly WaiverNote[];
  /** Custom rules that could not tell of something; absent in records made before there were any. */
  readonly undecided?: readonly UndecidedRule[];
  /** Rules that judge in a scope only, and how much that leaves out; absent where no rule has one. */
  readonly scoped?: readonly ScopedRule[];
  /** Words of GitHub's that the catalogues do not have, each once; absent in records made before that was told. */
  readonly strangers?: readonly Stranger[];
  readonly alerts: readonly AlertDecision[];
  readonly chunks: readonly ChunkRef[];
  /**
   * There where pieces of the last snapshot were missing or altered, and what it held was made again: from the snapshot
   * of that scan (null: from the first change on) and the changes since.
   */
  readonly rebuilt?: { readonly from: ScanId | null; readonly pieces: number };
  /** How long what this scan stored is kept; absent in records made before it could be set. */
  readonly retention?: Retention;
  /** The rules and limits it was judged by. */
  readonly policyVersion: string;
  /** SHA-256 of the canonical JSON of the changes and of the transitions, each in order of key. */
  readonly changesDigest: string;
  readonly transitionsDigest: string;
  readonly previous: ScanId | null;
  /** SHA-256 of the canonical JSON of this record without `digest`, `signature` and `usage`. */
  readonly digest: string;
  /** Absent where no key was given. */
  readonly signature?: RecordSignature;
  readonly previousDigest: string | null;
  readonly usage: Usage;
}
