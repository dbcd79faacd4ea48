import type { ItemKey } from './credential.ts';
import type { Fingerprint, Severity } from './finding.ts';
import type { Instant } from './instant.ts';
import type { Press } from './people.ts';

/** That somebody pressed a button: kept for good, and taken into account from the next scan on (ADR 0014). */
export interface Pressed {
  readonly press: Press;
  readonly finding: Fingerprint;
  readonly rule: string;
  readonly credential: ItemKey;
  /** The finding as it was then. */
  readonly since: Instant;
  readonly severity: Severity;
  readonly tier: number | null;
  /** Login of whoever pressed. */
  readonly by: string;
  readonly at: Instant;
  /** Of a snooze: the last second of its last day. */
  readonly until: Instant | null;
}

/**
 * What makes a second press the same as the first: of an acknowledgement, that the finding is as urgent as it was; of a
 * snooze, that it has not opened anew meanwhile.
 */
export function occasionOf({ press, severity, since, tier }: Omit<Pressed, 'by' | 'at' | 'until'>): string {
  return press === 'snooze' ? `${press}#${since}` : `${press}#${since}#${severity}#${tier ?? '-'}`;
}
