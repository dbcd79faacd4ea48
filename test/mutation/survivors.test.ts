import type { schema } from '@stryker-mutator/api/core';
import { explainedIn } from '../../mutation/explanations.ts';
import { verdictOn } from '../../mutation/survivors-reporter.ts';

const SOURCE = `function larger(a: number, b: number) {
  if (a > b) {
    return a;
  }
  return b;
}
`;

const IF = { start: { line: 2, column: 7 }, end: { line: 2, column: 12 } };
const BLOCK = { start: { line: 2, column: 14 }, end: { line: 4, column: 4 } };

function mutant(change: Partial<schema.MutantResult> = {}): schema.MutantResult {
  return { id: '1', mutatorName: 'any', location: IF, replacement: 'a >= b', status: 'Survived', ...change };
}

const report = (...mutants: schema.MutantResult[]) => ({
  'core/larger.ts': { language: 'typescript', source: SOURCE, mutants },
});

const REASON = explainedIn(`
core/larger.ts:
  - because: of equals either is the larger one
    mutants:
      - { in: "if (a > b) {", was: a > b, becomes: a >= b }
`);

it.each<[string, schema.MutantResult[], boolean, string]>([
  ['a survivor with its reason is well', [mutant()], true, '1 survived, 1 of them with a reason'],
  [
    'another change of the same place is not explained',
    [mutant(), mutant({ replacement: 'a < b' })],
    false,
    '2 survived, 1 of them with a reason',
  ],
  ['what no test reaches has survived', [mutant({ status: 'NoCoverage' })], true, '1 survived, 1 of'],
  [
    'a reason whose mutant is noticed has to go',
    [mutant({ status: 'Killed' })],
    false,
    'take their reasons out',
  ],
  ['a reason whose mutant hangs has to go', [mutant({ status: 'Timeout' })], false, 'take their reasons out'],
  ['a file that this run did not mutate is let alone', [mutant({ status: 'Ignored' })], true, '0 survived'],
  ['a file that is not in the run is let alone', [], true, '0 survived'],
  [
    'a change over several lines is written on one',
    [mutant(), mutant({ location: BLOCK, replacement: '{}' })],
    false,
    'was: "{ return a; }"\n        becomes: "{}"',
  ],
])('%s', (_, mutants, ok, text) => {
  const verdict = verdictOn(report(...mutants), REASON);
  expect(verdict.ok).toBe(ok);
  expect(verdict.text).toContain(text);
});

it('what is printed of a survivor can be copied to the reasons', () => {
  const { text } = verdictOn(report(mutant(), mutant({ location: BLOCK, replacement: '{}' })), []);
  const yaml = text.slice(text.indexOf('core/larger.ts')).replaceAll('because: ""', 'because: so');
  expect(
    verdictOn(report(mutant(), mutant({ location: BLOCK, replacement: '{}' })), explainedIn(yaml)).ok,
  ).toBe(true);
});

it.each([
  ['a reason is missing', 'core/a.ts: [{ mutants: [{ in: a, was: a, becomes: b }] }]'],
  ['a reason is blank', 'core/a.ts: [{ because: " ", mutants: [{ in: a, was: a, becomes: b }] }]'],
  ['a reason is for nothing', 'core/a.ts: [{ because: so, mutants: [] }]'],
  ['a key is not known', 'core/a.ts: [{ because: so, mutants: [{ in: a, is: a, becomes: b }] }]'],
])('a file is refused in which %s', (_, yaml) => {
  expect(() => explainedIn(yaml)).toThrow('core/a.ts');
});
