import type { ItemKind } from '#core/credential.ts';
import type { Change } from '#core/scan-record.ts';
import { afterChange, beforeChange } from './before-change.ts';
import { type RightStep, rightSteps } from './right-steps.ts';

/** One change between two instants, and what it did to the thing's rights. */
export interface ComparedChange {
  readonly change: Change;
  readonly rights: readonly RightStep[];
}

export type ChangeCounts = Partial<Record<ItemKind, Readonly<Record<Change['change'], number>>>>;

const RANKS: readonly Change['change'][] = ['appeared', 'changed', 'gone'];

/** Rights that grew first, then what appeared, changed and went; each in order of key. */
export function compared(changes: readonly Change[]): ComparedChange[] {
  return changes
    .map((change) => ({ change, rights: rightsOfChange(change) }))
    .sort((one, other) => rankOf(one) - rankOf(other) || (one.change.key < other.change.key ? -1 : 1));
}

/** What one change did to the rights of a thing that was there before and after. */
export function rightsOfChange(change: Change): RightStep[] {
  const [before, after] = [beforeChange(change), afterChange(change)];
  return before === null || after === null ? [] : rightSteps(before, after);
}

export function countChanges(changes: readonly Change[]): ChangeCounts {
  const counts: ChangeCounts = {};
  for (const { change, item } of changes) {
    const before = counts[item.kind] ?? { appeared: 0, changed: 0, gone: 0 };
    counts[item.kind] = { ...before, [change]: before[change] + 1 };
  }
  return counts;
}

function rankOf({ change, rights }: ComparedChange): number {
  return rights.some(({ grew }) => grew) ? -1 : RANKS.indexOf(change.change);
}
