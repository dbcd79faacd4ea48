import type { OrgLogin } from '#core/credential.ts';
import { type Instant, secondsBetween } from '#core/instant.ts';
import type { ScanId } from '#core/scan-record.ts';
import type { Store } from './store-port.ts';
import { type Round, type Told, tellEach } from './tell-each.ts';
import { tellNoScan } from './tell-health.ts';

/** A night, and what it may be late. */
const LATE_SECONDS = 26 * 3_600;

export interface FailureInput extends Round {
  /** The scan that was to be made. */
  readonly scan: ScanId;
  /** Why there is none, and what to do, for people. */
  readonly why: string;
}

/**
 * Tells every channel that leads to an organisation that no scan of it was made: once, again after three days, and, by
 * `tellChannels` of the next scan, that one was.
 */
export function tellFailure({ scan, why, ...round }: FailureInput): Promise<readonly Told[]> {
  return tellEach(round, (floor, memory) => tellNoScan({ scan, why }, floor, memory));
}

/** Organisations with a memory that nobody scanned for more than a night, and when they last were. */
export async function lateOrganisations(
  store: Store,
  { now, besides }: { readonly now: Instant; readonly besides: readonly OrgLogin[] },
): Promise<{ readonly org: OrgLogin; readonly last: ScanId }[]> {
  const others = new Set(besides.map((org) => org.toLowerCase()));
  const late: { readonly org: OrgLogin; readonly last: ScanId }[] = [];
  for (const org of await store.organisations()) {
    if (others.has(org.toLowerCase())) continue;
    const last = (await store.head(org))?.id;
    if (last !== undefined && secondsBetween(last, now) > LATE_SECONDS) late.push({ org, last });
  }
  return late;
}
