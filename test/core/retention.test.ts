import { plusDays } from '#core/instant.ts';
import { historyUntil, type Retention, snapshotUntil } from '#core/retention.ts';
import { NIGHT } from '#test/builders/items.ts';

it.each<[string, Retention | undefined, number, number]>([
  ['held when it was made', { snapshotDays: 30, historyDays: 90 }, 30, 90],
  ['holds without a policy: 400 days, and seven years', undefined, 400, 2_557],
])('what a scan stored is kept for as long as %s', (_, retention, snapshotDays, historyDays) => {
  const scan = { id: NIGHT, ...(retention === undefined ? {} : { retention }) };
  expect(snapshotUntil(scan)).toBe(plusDays(NIGHT, snapshotDays));
  expect(historyUntil(scan)).toBe(plusDays(NIGHT, historyDays));
});
