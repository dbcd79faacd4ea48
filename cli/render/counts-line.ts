import type { ItemKind } from '#core/credential.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { counted, ITEM_KINDS, listed, pluralOf, singularOf } from './words.ts';

/** `250 fine-grained tokens, 3 people. Classic tokens: not visible here.` What cannot be seen is never a 0. */
export function countsLine(counts: ScanRecord['counts']): string {
  const seen = ITEM_KINDS.filter((kind) => countOf(counts, kind) !== null && isWorthNaming(counts, kind));
  const unseen = invisibleKinds(counts);
  const parts = [
    ...(seen.length === 0 ? [] : [`${seen.map((kind) => phrase(counts, kind)).join(', ')}.`]),
    ...(unseen.length === 0 ? [] : [`${capitalised(listed(unseen.map(pluralOf)))}: not visible here.`]),
  ];
  return parts.join(' ');
}

/** Kinds whose source could not be looked at. */
export function invisibleKinds(counts: ScanRecord['counts']): ItemKind[] {
  return ITEM_KINDS.filter((kind) => countOf(counts, kind) === null);
}

function countOf(counts: ScanRecord['counts'], kind: ItemKind): number | null {
  return counts[kind] ?? null;
}

function phrase(counts: ScanRecord['counts'], kind: ItemKind): string {
  return counted(countOf(counts, kind) ?? 0, singularOf(kind), pluralOf(kind));
}

/** None of a type nobody has heard of is not news. */
function isWorthNaming(counts: ScanRecord['counts'], kind: ItemKind): boolean {
  return kind !== 'unrecognised' || countOf(counts, kind) !== 0;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
