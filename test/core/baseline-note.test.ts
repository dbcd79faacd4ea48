import type { Baseline } from '#core/baseline.ts';
import { baselineNotes } from '#core/baseline-note.ts';
import { keyOf, orgLogin } from '#core/credential.ts';
import type { Judgement } from '#core/evaluate.ts';
import { plusDays } from '#core/instant.ts';
import { classicToken, fineGrainedToken, NIGHT, sshKey } from '#test/builders/items.ts';

const token = keyOf(fineGrainedToken());
const classic = keyOf(classicToken());
const ssh = keyOf(sshKey());
const baseline = (until: number): Baseline => ({
  ...{ organisation: orgLogin('acme'), reason: 'switched on', approvedBy: null },
  ...{ until: plusDays(NIGHT, until), findings: { stale: [token, classic], unused: [ssh] } },
});
const judged = (key: typeof token, rule: string, outcome: string): Judgement =>
  ({ key, rule: { id: rule }, verdict: { outcome } }) as Judgement;
const failing = judged(token, 'stale', 'fail');

describe('a word on the baseline', () => {
  it.each<[string, number, Judgement[], string | null, number]>([
    ['is said after its day', -1, [failing], 'lapsed', 1],
    ['is said shortly before its day', 10, [failing], 'lapses-soon', 1],
    ['is not said long before', 100, [failing], null, 0],
    ['counts all that still fail', -1, [failing, judged(classic, 'stale', 'fail')], 'lapsed', 2],
    ['passes over what passes', -1, [failing, judged(classic, 'stale', 'pass')], 'lapsed', 1],
    ['passes over what is not in it', -1, [failing, judged(ssh, 'stale', 'fail')], 'lapsed', 1],
    ['passes over rules not in it', -1, [failing, judged(token, 'other', 'fail')], 'lapsed', 1],
    ['is not said when nothing in it fails', -1, [judged(token, 'stale', 'pass')], null, 0],
    ['is not said when nothing is judged', -1, [], null, 0],
  ])('%s', (_, until, judgements, kind, count) => {
    const match = { organisation: 'acme', credential: null, owner: null, repository: null };
    const note = { kind, rule: null, match, ticket: null, until: plusDays(NIGHT, until), failing: count };
    expect(baselineNotes(baseline(until), judgements, NIGHT)).toEqual(kind === null ? [] : [note]);
  });

  it('is not said where there is none', () => {
    expect(baselineNotes(null, [failing], NIGHT)).toEqual([]);
  });
});
