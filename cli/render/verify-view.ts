import type { Misfit } from '#core/history/misfits.ts';
import { inert } from '#core/inert.ts';
import type { Verified } from '#scan/history/verify-chain.ts';
import { SCHEMA_VERSION } from './scan-json.ts';
import type { TextOptions } from './scan-text.ts';
import { counted } from './words.ts';
import { wrap } from './wrap.ts';

const SHOWN = 20;

export function isIntact({ damaged, misfits }: Verified): boolean {
  return damaged.length + misfits.length === 0;
}

/** What came of a verification: the first scan that does not fit before all else. */
export function verifyText(verified: Verified, { paint, width }: TextOptions): string {
  const { count, first, last, misfits } = verified;
  const [broken] = misfits;
  const head =
    broken === undefined
      ? `${last.org}: ${counted(count, 'scan')} from ${first.id} to ${last.id} fit together.`
      : `${last.org}: the first scan that does not fit is ${broken.scan}.`;
  const lines = [...misfits.map(said), ...verified.damaged.map((words) => words.replace(/\.$/, ''))];
  const more = lines.length - SHOWN;
  return `${[
    ...wrap(head, width).map(isIntact(verified) ? paint.bold : paint.warn),
    ...lines.slice(0, SHOWN).flatMap((line) => wrap(`${inert(line)}.`, width, { first: '! ', rest: '  ' })),
    ...(more > 0 ? [`  and ${counted(more, 'more')}; --format json has them all`] : []),
    ...prunedLines(verified),
    ...signatureLines(verified).flatMap((line) => wrap(line, width)),
    `The digest of the last scan is ${last.digest}.`,
  ].join('\n')}\n`;
}

export function verifyDocument(verified: Verified): object {
  const { count, damaged, first, last, misfits, pruned, signatures } = verified;
  return {
    schemaVersion: SCHEMA_VERSION,
    org: last.org,
    intact: isIntact(verified),
    scans: { count, first: first.id, last: last.id },
    digest: last.digest,
    misfits,
    damaged,
    pruned,
    signatures: {
      count: signatures.count,
      since: signatures.since,
      checked: signatures.check !== null,
    },
  };
}

function said({ scan, words }: Misfit): string {
  return `${scan}: ${words}`;
}

function prunedLines({ pruned: { history, snapshots } }: Verified): string[] {
  return [
    ...(snapshots === 0 ? [] : [`${counted(snapshots, 'snapshot')} pruned, digests kept.`]),
    ...(history === 0 ? [] : [`Changes and findings of ${counted(history, 'scan')} pruned, digests kept.`]),
  ];
}

/** From when on there is a signature, and whether it was looked at. */
function signatureLines({ count, misfits, signatures }: Verified): string[] {
  const { check, count: signed, since } = signatures;
  if (since === null) return [];
  if (check === null)
    return [`${counted(signed, 'scan')} signed since ${since}: --public-key FILE checks that.`];
  if (misfits.some(({ part }) => part === 'signature')) return [];
  const covered = count === signed || misfits.length > 0 ? '' : ' They cover what was scanned before, too.';
  return [`Signed since ${since}: ${counted(signed, 'signature')} checked.${covered}`];
}
