import type { InventoryItem } from '#core/credential.ts';
import type { Change } from '#core/scan-record.ts';

/** The thing as it was before the change; null: it was not there. A field it did not have is null. */
export function beforeChange({ change, fields, item }: Change): InventoryItem | null {
  if (change === 'appeared') return null;
  const old = Object.entries(fields).map(([field, { before }]) => [field, before]);
  return { ...item, ...Object.fromEntries(old) };
}

/** The thing as the change left it; null: it is gone. */
export function afterChange({ change, item }: Change): InventoryItem | null {
  return change === 'gone' ? null : item;
}
