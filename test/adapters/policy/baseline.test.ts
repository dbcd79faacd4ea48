import { faultsOf } from '#test/builders/policy-faults.ts';

const policy = (...lines: string[]) =>
  ['version: 1', 'baseline:', '  acme:', ...lines.map((line) => `    ${line}`)].join('\n');
const FINDINGS = 'findings: { never-expires: [ "fine-grained-token:1" ] }';

describe('a baseline', () => {
  it.each<[string, string, string[]]>([
    ['is right until 366 days ahead', policy('until: 2027-11-23', FINDINGS), []],
    [
      'is wrong a day later',
      policy('until: 2027-11-24', FINDINGS),
      [
        'patrol.yaml:4:12: baseline.acme.until is 2027-11-24; it must be at most 366 days ahead, which is 2027-11-23 today.',
      ],
    ],
    ['is wrong without a day', policy(FINDINGS), ['patrol.yaml:3:3: baseline.acme.until is missing.']],
    [
      'is wrong without findings',
      policy('until: 2027-03-31'),
      ['patrol.yaml:3:3: baseline.acme.findings is missing.'],
    ],
    [
      'is wrong with a day that is none',
      policy('until: 2027-02-29', FINDINGS),
      ['patrol.yaml:4:12: baseline.acme.until is no day that exists; one is written as 2027-01-31.'],
    ],
    [
      'is wrong with a day that is a number',
      policy('until: 20270331', FINDINGS),
      ['patrol.yaml:4:12: baseline.acme.until is 20270331, where text belongs.'],
    ],
    [
      'is wrong with a rule that is not there',
      policy('until: 2027-03-31', 'findings: { never-expire: [] }'),
      [
        'patrol.yaml:5:17: baseline.acme.findings.never-expire is no rule that there is. Did you mean never-expires?',
      ],
    ],
    [
      'is wrong with what is no credential',
      policy('until: 2027-03-31', 'findings: { never-expires: [ pat:1 ] }'),
      [
        'patrol.yaml:5:34: baseline.acme.findings.never-expires[0] is no credential, which is KIND:ID, such as fine-grained-token:101001.',
      ],
    ],
  ])('%s', (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  it('may hold 4,000 findings', () => {
    const keys = Array.from(
      { length: 4_000 },
      (_, index) => `        - fine-grained-token:${index + 1_000_000}`,
    );
    expect(faultsOf(policy('until: 2027-03-31', 'findings:', '  never-expires:', ...keys))).toEqual([]);
  });
});
