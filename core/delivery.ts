import type { AlertReason, Fingerprint, Said, Severity } from './finding.ts';
import type { Instant } from './instant.ts';

/** One thing that was said, for whoever asks later. */
export interface Saying {
  /** The scan that spoke. */
  readonly at: Instant;
  readonly reason: AlertReason;
  readonly severity: Severity;
  readonly tier: number | null;
}

/** What one channel was told of one finding; or when it last got a digest beside its messages. */
export interface Delivery {
  /** `sns:patrol-alerts`, `slack:#security`. */
  readonly channel: string;
  readonly about: Fingerprint | 'digest';
  readonly said: Said;
  /** What the channel needs to change its message later (Slack: channel and `ts`); null: it cannot, or need not. */
  readonly handle: string | null;
  /** The latest ones, in order. */
  readonly sayings: readonly Saying[];
}

/** What one channel was told. */
export type Memory = ReadonlyMap<Delivery['about'], Delivery>;

/** A finding that is said every day for a year has said enough of its past. */
const SAYINGS_KEPT = 60;

/** The note to keep after the receiver's yes. */
export function delivered(
  before: Delivery | undefined,
  now: Pick<Delivery, 'channel' | 'about' | 'handle'> & { readonly saying: Saying },
): Delivery {
  const { saying, ...place } = now;
  const { at, severity, tier } = saying;
  return {
    ...place,
    said: { at, severity, tier },
    sayings: [...(before?.sayings ?? []), saying].slice(-SAYINGS_KEPT),
  };
}
