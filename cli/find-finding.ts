import { InvalidArgumentError } from 'commander';
import type { OrgLogin } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import type { Store } from '#scan/store-port.ts';
import { listed } from './render/words.ts';
import { UsageError } from './usage-error.ts';

const SHORT = 12;
const SHORTEST = 6;

/** The beginning of a fingerprint: enough to name the finding, and short enough to be typed. */
export const shortId = (id: Finding['id']): string => id.slice(0, SHORT);

export function parseFindingId(value: string): string {
  if (new RegExp(`^[\\da-f]{${SHORTEST},64}$`, 'i').test(value)) return value.toLowerCase();
  throw new InvalidArgumentError(
    `A finding is named by its id or the beginning of it: ${SHORTEST} to 64 digits and letters a to f. patrol findings shows it.`,
  );
}

/** A finding and where it is. */
export interface FoundFinding {
  readonly org: OrgLogin;
  readonly finding: Finding;
}

/**
 * The finding whose id begins so, in one organisation or in all that were scanned.
 *
 * @throws {UsageError} when there is none, or several.
 */
export async function findFinding(
  store: Store,
  id: string,
  org: OrgLogin | undefined,
): Promise<FoundFinding> {
  const orgs = org === undefined ? await store.organisations() : [org];
  const found: FoundFinding[] = [];
  for (const each of orgs) {
    const findings = await store.findings(each, ['open', 'waived', 'resolved']);
    found.push(
      ...findings.filter((finding) => finding.id.startsWith(id)).map((finding) => ({ org: each, finding })),
    );
  }
  const [first, ...others] = found;
  const where = org === undefined ? store.place : `${store.place}, in ${org}`;
  if (first === undefined)
    throw new UsageError(`There is no finding ${id} in ${where}. patrol findings lists them.`);
  if (others.length === 0) return first;
  const names = found.slice(0, 5).map((each) => `${each.finding.id.slice(0, SHORT + 4)} of ${each.org}`);
  throw new UsageError(`Several findings begin with ${id}: ${listed(names)}. Write more of the id.`);
}
