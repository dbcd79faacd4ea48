import type { ClassicToken } from '../credential.ts';
import type { Severity } from '../finding.ts';
import type { WayOff } from './way-off.ts';

/** One classic token, and the way off it. */
export interface Step extends WayOff {
  readonly token: ClassicToken;
  /** How much harm it could do. */
  readonly severity: Severity;
}
