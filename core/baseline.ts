import type { ItemKey, OrgLogin } from './credential.ts';
import type { Instant } from './instant.ts';

/** What one organisation found when it switched Patrol on, accepted until one day by which each must be gone. */
export interface Baseline {
  readonly organisation: OrgLogin;
  /** The last second of the last day on which it excuses. */
  readonly until: Instant;
  readonly reason: string;
  readonly approvedBy: string | null;
  /** Rule → what is accepted to fail it. */
  readonly findings: Readonly<Record<string, readonly ItemKey[]>>;
}
