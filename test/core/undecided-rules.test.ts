import { keyOf } from '#core/credential.ts';
import type { Judgement } from '#core/evaluate.ts';
import { rules } from '#core/rules/registry.ts';
import type { Rule } from '#core/rules/rule.ts';
import { undecidedRules } from '#core/undecided-rules.ts';
import { fineGrainedToken } from '#test/builders/items.ts';

const [first] = rules as [Rule];
const own = (id: string): Rule => ({ ...first, id });
const one = own('acme-one');
const other = own('acme-other');
const item = fineGrainedToken();
const unknown = (rule: Rule, ...missing: string[]): Judgement[] =>
  missing.map((each) => ({ key: keyOf(item), item, rule, verdict: { outcome: 'unknown', missing: each } }));
const failed: Judgement = {
  ...{ key: keyOf(item), item, rule: one },
  verdict: { outcome: 'fail', severity: 'low', tier: null, message: 'Wrong.', remedy: 'Mend it.' },
};

describe('the custom rules that could not tell', () => {
  it.each<[string, Judgement[], [string, number, string][]]>([
    ['nothing was judged', [], []],
    ['they could', [failed], []],
    ['only rules of Patrol could not', unknown(own('patrol-own'), 'a'), []],
    ['one could not', [failed, ...unknown(one, 'the date')], [['acme-one', 1, 'the date']]],
    ['one missed something most often', unknown(one, 'a', 'b', 'b', 'c'), [['acme-one', 4, 'b']]],
    ['one missed its last most often', unknown(one, 'a', 'b', 'c', 'c'), [['acme-one', 4, 'c']]],
    ['one missed its first most often', unknown(one, 'b', 'b', 'a'), [['acme-one', 3, 'b']]],
    ['one missed two as often, the lesser seen first', unknown(one, 'a', 'b'), [['acme-one', 2, 'a']]],
    ['one missed two as often, the lesser seen last', unknown(one, 'b', 'a'), [['acme-one', 2, 'a']]],
    [
      'several could not: each for itself, in order of the rules',
      [...unknown(other, 'x', 'x', 'x'), ...unknown(one, 'y')],
      [
        ['acme-one', 1, 'y'],
        ['acme-other', 3, 'x'],
      ],
    ],
  ])('where %s', (_, judgements, expected) => {
    expect(undecidedRules(judgements, [one, other])).toEqual(
      expected.map(([rule, count, missing]) => ({ rule, count, missing })),
    );
  });
});
