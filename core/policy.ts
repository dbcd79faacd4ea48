import type { Severity } from './finding.ts';

/** The limits that hold. */
export interface Policy {
  /** Names what a scan was judged by. */
  readonly version: string;
  readonly expiresSoon: {
    /** Days before expiry, from far to near: reaching the next one raises the finding. */
    readonly tiers: readonly number[];
  };
  readonly unused: {
    /** Days since the last use (or since it was granted, if never used). */
    readonly days: number;
  };
  /** Days since the last use within which a credential counts as in use, and its trouble as urgent. */
  readonly inUseWithinDays: number;
  readonly neverExpires: { readonly severity: Severity };
}

/** What holds without a policy file (design §7). */
export const BUILT_IN_POLICY: Policy = {
  version: 'built-in-1',
  expiresSoon: { tiers: [30, 14, 7, 3, 1] },
  unused: { days: 90 },
  inUseWithinDays: 30,
  neverExpires: { severity: 'medium' },
};
