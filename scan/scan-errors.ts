import type { Instant } from '#core/instant.ts';
import type { ScanRecord } from '#core/scan-record.ts';

/** A later scan of the organisation is committed; one for an earlier time would rewrite history. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';

  constructor(scan: Instant, head: Pick<ScanRecord, 'org' | 'id'>) {
    super(
      `The scan of ${head.org} for ${scan} was not started: the one for ${head.id} is already committed, and Patrol ` +
        'does not rewrite history. Scan for a later time, or leave --at out.',
    );
  }
}

/** Somebody else scans the organisation right now. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
  readonly until: Instant;
  /** The one that is made. */
  readonly scan: Instant;

  constructor({ org, scan, holder, until }: { org: string; scan: Instant; holder: string; until: Instant }) {
    super(
      `${org} is being scanned already: ${holder} works on the scan for ${scan} and holds the organisation until ` +
        `${until} at least. Run again after that, or wait for it with --wait SECONDS.`,
    );
    this.until = until;
    this.scan = scan;
  }
}
