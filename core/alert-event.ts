import type { ItemKind, LastUse, OrgLogin } from './credential.ts';
import type { Acknowledgement, AlertReason, Fingerprint, ResolutionCause, Severity } from './finding.ts';
import type { Instant } from './instant.ts';
import type { ReadingStatus, SourceName } from './reading.ts';
import type { ScanId } from './scan-record.ts';
import type { Unrouted } from './unrouted.ts';

export const ALERT_EVENT_VERSION = 1;

/*
 * What Patrol tells subscribers, as JSON: a public interface (docs/alerts.md). Fields may be added; none is renamed
 * without a new `schemaVersion`. Foreign text in it is inert and of bounded length already.
 */

interface EventBase {
  readonly schemaVersion: typeof ALERT_EVENT_VERSION;
  readonly organisation: OrgLogin;
  /** The scan that speaks. */
  readonly scan: ScanId;
  /** Up to when everything was last seen whole; null: never yet. */
  readonly lastCompleteScan: Instant | null;
  readonly severity: Severity;
  /** Equal for everything that is said of one thing: what is triggered under it is resolved under it. */
  readonly dedupKey: string;
  readonly action: 'trigger' | 'resolve';
  /** One line of plain text, at most 200 characters. */
  readonly subject: string;
  /** Plain text, as a mail. */
  readonly body: string;
}

/** One finding, and why it is said now. */
export interface AlertEvent extends EventBase {
  readonly kind: 'alert';
  readonly reason: AlertReason;
  readonly finding: AlertedFinding;
}

export interface AlertedFinding {
  readonly id: Fingerprint;
  readonly rule: string;
  readonly severity: Severity;
  readonly state: 'open' | 'resolved';
  readonly tier: number | null;
  readonly message: string;
  readonly remedy: string;
  readonly since: Instant;
  readonly resolvedAt: Instant | null;
  readonly cause: ResolutionCause | null;
  /** Who deals with it, since when; null: nobody said so, or it got more urgent. */
  readonly acknowledged: Acknowledgement | null;
  readonly credential: {
    readonly kind: ItemKind;
    readonly id: string;
    readonly name: string | null;
    readonly lastUsedAt: LastUse | null;
    /** What stops, or is exposed, with it: `2 repositories: api, web`. Null: not known. */
    readonly reaches: string | null;
  };
  /** Login; null where GitHub names nobody. */
  readonly owner: string | null;
  readonly links: {
    /** GitHub's own page for it. */
    readonly credential: string;
    /** The rule's page. */
    readonly rule: string;
  };
}

/** Many findings in one message: the first scan, or those that are not worth one each. */
export interface DigestEvent extends EventBase {
  readonly kind: 'digest';
  readonly action: 'trigger';
  /** Login of the one person it is for; null: whoever listens. */
  readonly owner: string | null;
  /** Open findings that could not be routed to their owner, and some of the reasons; null: none. */
  readonly unrouted: Unrouted | null;
  /** How many there are, by severity and by reason. */
  readonly total: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly byReason: Readonly<Partial<Record<AlertReason, number>>>;
  /** The loudest of them. */
  readonly shown: readonly { readonly reason: AlertReason; readonly finding: AlertedFinding }[];
  /** The command that lists all of them. */
  readonly command: string;
}

/** A scan that could not see everything, or was not made at all; or does again, or was. */
export interface ScanHealthEvent extends EventBase {
  readonly kind: 'scan-health';
  /** Why no scan was made; null: one was. */
  readonly failure: string | null;
  readonly reason: Extract<AlertReason, 'first-seen' | 'reminder-due' | 'resolved'>;
  /** What was not read whole; empty once everything is again. */
  readonly holes: readonly {
    readonly source: SourceName;
    readonly status: ReadingStatus;
    readonly reason: string | null;
    readonly missingPermission: string | null;
    /** Things kept as they were last seen. */
    readonly carriedOver: number;
  }[];
}

export type PatrolEvent = AlertEvent | DigestEvent | ScanHealthEvent;

/** What subscribers may filter by, each one string (SNS: a filter policy on message attributes). */
export function attributesOf(event: PatrolEvent): Readonly<Record<string, string>> {
  const common = {
    kind: event.kind,
    severity: event.severity,
    organisation: event.organisation.toLowerCase(),
  };
  if (event.kind === 'digest') return common;
  if (event.kind === 'scan-health') return { ...common, reason: event.reason };
  return { ...common, rule: event.finding.rule, reason: event.reason };
}
