import { type AlertReason, type Fingerprint, type Said, type Severity, severityRank } from './finding.ts';
import type { Instant } from './instant.ts';

/** One thing that was said, for whoever asks later. */
export interface Saying {
  /** The scan that spoke. */
  readonly at: Instant;
  readonly reason: AlertReason;
  readonly severity: Severity;
  readonly tier: number | null;
}

/** `health`: a scan that does not see everything; `failure`: one that was not made; `digest`: one beside the messages. */
const WITHOUT_FINDING = ['digest', 'health', 'failure'] as const;

/** What one channel was told of one finding, or of scans themselves; or when it last got a digest beside its messages. */
export interface Delivery {
  /** `sns:patrol-alerts`, `slack:#security`. */
  readonly channel: string;
  readonly about: Fingerprint | (typeof WITHOUT_FINDING)[number];
  readonly said: Said;
  /** What the channel needs to change its message later (Slack: channel and `ts`); null: it cannot, or need not. */
  readonly handle: string | null;
  /** The latest ones, in order. */
  readonly sayings: readonly Saying[];
}

/** What one channel was told. */
export type Memory = ReadonlyMap<Delivery['about'], Delivery>;

export function isAboutFinding(about: Delivery['about']): about is Fingerprint {
  return !WITHOUT_FINDING.some((each) => each === about);
}

/** A finding that is said every day for a year has said enough of its past. */
const SAYINGS_KEPT = 60;

/** The note to keep after the receiver's yes. */
export function delivered(
  before: Delivery | undefined,
  now: Pick<Delivery, 'channel' | 'about' | 'handle'> & { readonly saying: Saying },
): Delivery {
  const { saying, ...place } = now;
  return {
    ...place,
    said: loudestSaid(before?.said ?? null, saying),
    sayings: [...(before?.sayings ?? []), saying].slice(-SAYINGS_KEPT),
  };
}

/**
 * What to remember as said: the loudest of a finding's life. A tier or severity that went back is not forgotten, or
 * the way up again would be news a second time.
 */
function loudestSaid(before: Said | null, { at, reason, severity, tier }: Saying): Said {
  if (before === null || reason === 'first-seen') return { at, severity, tier };
  return {
    at,
    severity: severityRank(before.severity) > severityRank(severity) ? before.severity : severity,
    tier: before.tier === null || tier === null ? tier : Math.min(before.tier, tier),
  };
}
