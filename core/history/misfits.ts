import { canonicalJson, canonicalPieces } from '#core/canonical-json.ts';
import type { FindingTransition } from '#core/finding.ts';
import { contentOf, recordDigest } from '#core/record-digest.ts';
import type { Change, ScanId, ScanRecord } from '#core/scan-record.ts';

/** Something stored that is not what was committed. */
export interface Misfit {
  readonly scan: ScanId;
  readonly part:
    | 'record'
    | 'chain'
    | 'changes'
    | 'transitions'
    | 'snapshot'
    | 'head'
    | 'columns'
    | 'signature';
  readonly words: string;
}

type Sha256 = (text: string | Iterable<string>) => string;

/** Whether a record is what was committed, and follows the one before; null: that one is not to be had. */
export function recordMisfits(record: ScanRecord, before: ScanRecord | null, sha256: Sha256): Misfit[] {
  const misfits: Misfit[] = [];
  const say = (part: Misfit['part'], words: string) => misfits.push({ scan: record.id, part, words });
  const digest = recordDigest(contentOf(record), sha256);
  if (digest !== record.digest) {
    say(
      'record',
      `its record was altered: it says its digest is ${record.digest}, and its content has ${digest}`,
    );
  }
  if (before === null) return misfits;
  if (record.previous !== before.id) {
    say(
      'chain',
      `it was committed after ${record.previous ?? 'no other scan'}, and before it now stands ${before.id}`,
    );
  } else if (record.previousDigest !== before.digest) {
    say(
      'chain',
      `it was committed after a ${before.id} with digest ${record.previousDigest}, not ${before.digest}`,
    );
  }
  return misfits;
}

/**
 * Whether the changes stored for a scan are those that were committed. `expected`: what the two snapshots around it
 * differ in; where that has the digest, what was altered is named thing by thing.
 */
export function changesMisfit(
  record: ScanRecord,
  stored: readonly Change[],
  { expected, sha256 }: { readonly expected: () => readonly Change[] | null; readonly sha256: Sha256 },
): Misfit | null {
  if (sha256(canonicalPieces(inOrderOfKey(stored))) === record.changesDigest) return null;
  const committed = expected();
  const isProven = committed !== null && sha256(canonicalPieces(committed)) === record.changesDigest;
  const words = isProven
    ? `what it changed was altered: ${namely(alterations(stored, committed))}`
    : `what it changed was altered: ${stored.length} are stored, ${Object.values(record.changes).reduce((a, b) => a + b)} were committed`;
  return { scan: record.id, part: 'changes', words };
}

export function transitionsMisfit(
  record: ScanRecord,
  stored: readonly FindingTransition[],
  sha256: Sha256,
): Misfit | null {
  const ordered = stored.toSorted((one, other) => (one.finding.id < other.finding.id ? -1 : 1));
  if (sha256(canonicalPieces(ordered)) === record.transitionsDigest) return null;
  const words = `what it did to findings was altered: ${stored.length} steps are stored, and they are not the ones that were committed`;
  return { scan: record.id, part: 'transitions', words };
}

/** Whether the head of the organisation and its archive of records end alike. */
export function headMisfit(head: ScanRecord, last: ScanRecord): Misfit | null {
  if (head.id !== last.id) {
    return {
      scan: last.id,
      part: 'head',
      words: `it is the last in the archive, and the head says ${head.id} is`,
    };
  }
  if (canonicalJson(contentOf(head)) === canonicalJson(contentOf(last)) && head.digest === last.digest)
    return null;
  return { scan: head.id, part: 'head', words: 'the head holds another record of it than the archive' };
}

const NAMED = 5;

function namely(alterations: readonly string[]): string {
  const more = alterations.length - NAMED;
  return [...alterations.slice(0, NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function alterations(stored: readonly Change[], committed: readonly Change[]): string[] {
  const kept = new Map(stored.map((change) => [change.key, change]));
  const said = committed.flatMap((change) => {
    const other = kept.get(change.key);
    if (other === undefined) return [`${change.key} is missing`];
    const fields = (['change', 'fields', 'item'] as const).filter(
      (field) => canonicalJson(change[field]) !== canonicalJson(other[field]),
    );
    return fields.length === 0 ? [] : [`${change.key} differs in ${fields.join(', ')}`];
  });
  const known = new Set(committed.map(({ key }) => key));
  return [...said, ...stored.filter(({ key }) => !known.has(key)).map(({ key }) => `${key} was added`)];
}

function inOrderOfKey(changes: readonly Change[]): Change[] {
  return changes.toSorted((one, other) => (one.key < other.key ? -1 : 1));
}
