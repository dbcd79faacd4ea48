import type { ItemKind } from './credential.ts';
import type { Instant } from './instant.ts';

/** Every source, in the order they are read and shown. */
export const SOURCES = [
  'fine-grained-tokens',
  'token-repositories',
  'token-requests',
  'request-repositories',
  'sso-credentials',
  'app-installations',
  'deploy-keys',
  'people',
] as const;
export type SourceName = (typeof SOURCES)[number];

/** The sources that list things, and the kinds of thing each lists. The other two add repositories to those. */
export const KINDS_OF_SOURCE = {
  'fine-grained-tokens': ['fine-grained-token'],
  'token-requests': ['token-request'],
  'sso-credentials': ['classic-token', 'ssh-key', 'oauth-token', 'app-user-token', 'unrecognised'],
  'app-installations': ['app-installation'],
  'deploy-keys': ['deploy-key'],
  people: ['person'],
} as const satisfies Partial<Record<SourceName, readonly ItemKind[]>>;
export type ListingSource = keyof typeof KINDS_OF_SOURCE;
export const LISTING_SOURCES = Object.keys(KINDS_OF_SOURCE) as readonly ListingSource[];

export function sourceOfKind(kind: ItemKind): ListingSource {
  const source = LISTING_SOURCES.find((name) =>
    (KINDS_OF_SOURCE[name] as readonly ItemKind[]).includes(kind),
  );
  if (source === undefined) throw new RangeError(`No source lists ${kind}.`);
  return source;
}

/**
 * What one source gave (design §1). `refused`: a permission is missing. `unavailable`: the feature does not exist
 * there (no SAML, not on this server). `partial`: cut off, or seen through a hole. `not-asked`: switched off.
 */
export type ReadingStatus = 'complete' | 'partial' | 'refused' | 'unavailable' | 'not-asked';

export interface Reading {
  readonly source: SourceName;
  readonly status: ReadingStatus;
  /** Things seen tonight, each once; carried-over ones are not in it. Null where nothing could be looked at. */
  readonly count: number | null;
  /** Requests that brought something for this source. */
  readonly pages: number;
  /** Why it is not complete, in one sentence a person can act on. Null when complete. */
  readonly reason: string | null;
  /** GitHub's own name for what to grant, such as `organization_personal_access_tokens=read`; null if not that. */
  readonly missingPermission: string | null;
}

/** A reading as the scan remembers it. */
export interface SettledReading extends Reading {
  /** Things from the last sight of them that tonight's reading could not show. */
  readonly carriedOver: number;
  /** The latest scan in which this source was complete, this one included; null: never. */
  readonly lastComplete: Instant | null;
}

/** Only a complete reading may close, resolve or lower anything (design §3, promise 1). */
export function mayClose(reading: Pick<Reading, 'status'> | undefined): boolean {
  return reading?.status === 'complete';
}

/**
 * True when the reading keeps a scan from being complete: what once could be seen and no longer can is a hole, not
 * an absence.
 */
export function isHole({ status, lastComplete }: Pick<SettledReading, 'status' | 'lastComplete'>): boolean {
  switch (status) {
    case 'complete':
    case 'not-asked':
      return false;
    case 'unavailable':
      return lastComplete !== null;
    case 'partial':
    case 'refused':
      return true;
    default:
      return status satisfies never;
  }
}

/** Complete when every source asked is complete, or unavailable and never yet seen complete. */
export function scanStatus(readings: readonly SettledReading[]): 'complete' | 'partial' {
  return readings.some(isHole) ? 'partial' : 'complete';
}

/** Up to when everything that a scan reads was seen whole: the scan itself when it is complete; null: never. */
export function wholeAsOf(scan: Instant, readings: readonly SettledReading[]): Instant | null {
  return readings
    .filter(isHole)
    .reduce<Instant | null>(
      (oldest, { lastComplete }) =>
        oldest !== null && (lastComplete === null || lastComplete < oldest) ? lastComplete : oldest,
      scan,
    );
}
