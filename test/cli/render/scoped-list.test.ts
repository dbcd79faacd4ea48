import { scopedList } from '#cli/render/scoped-list.ts';
import { scanRecord } from '#test/builders/scan-records.ts';

it('says of each rule with a scope what it leaves out, and nothing where there is none', () => {
  const scoped = [
    { rule: 'unused', judged: 1_200, leftOut: 34_000 },
    { rule: 'never-used', judged: 0, leftOut: 7 },
  ];
  expect(scopedList(scanRecord({ scoped }), 80)).toStrictEqual([
    'Rules that judge in a scope only:',
    '  - unused: 1,200 judged, 34,000 left out.',
    '  - never-used: nothing that was seen, 7 left out.',
  ]);
  expect(scopedList(scanRecord(), 80)).toStrictEqual([]);
});
