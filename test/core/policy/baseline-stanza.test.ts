import { sectionText } from '#adapters/policy/stanza-text.ts';
import type { CredentialKind, ItemKey } from '#core/credential.ts';
import { orgLogin } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import { type BaselineWords, baselineStanza } from '#core/policy/baseline-stanza.ts';
import { readPolicyFile } from '#core/policy/policy-file.ts';
import { finding, NIGHT } from '#test/builders/items.ts';

const ACME = orgLogin('Acme');
const UNTIL = '2027-03-31';

function of(rule: string, kind: CredentialKind, id: string): Finding {
  return finding({ rule, credential: { kind, id, owner: 'octocat', name: 'nightly build' } });
}
const textOf = (findings: readonly Finding[], words: Partial<BaselineWords> = {}) =>
  sectionText('baseline', baselineStanza(ACME, findings, { until: UNTIL, ...words }));

describe('the stanza of a baseline', () => {
  it('has rules, and below each its credentials, in the order in which somebody looks for them', () => {
    const findings = [
      of('unused', 'fine-grained-token', '100'),
      of('never-expires', 'fine-grained-token', '20'),
      of('unused', 'fine-grained-token', '9'),
      of('unused', 'classic-token', '1000'),
      of('expires-soon', 'classic-token', '7'),
    ];
    expect(textOf(findings)).toBe(
      [
        'baseline:',
        '  Acme:',
        `    until: ${UNTIL}`,
        '    findings:',
        '      expires-soon:',
        '        - classic-token:7',
        '      never-expires:',
        '        - fine-grained-token:20',
        '      unused:',
        '        - classic-token:1000',
        '        - fine-grained-token:9',
        '        - fine-grained-token:100',
        '',
      ].join('\n'),
    );
  });

  it('names a credential once, though two versions of a rule found it', () => {
    const one = of('unused', 'classic-token', '7');
    expect(baselineStanza(ACME, [one, { ...one, ruleVersion: 2 }], { until: UNTIL })).toStrictEqual({
      Acme: { until: UNTIL, findings: { unused: ['classic-token:7'] } },
    });
  });

  it.each<[string, Partial<BaselineWords>, readonly string[]]>([
    ['neither why nor who accepted it', {}, []],
    ['why', { reason: 'switched on in November' }, ['    reason: switched on in November']],
    ['who accepted it', { approvedBy: 'hubot' }, ['    approved-by: hubot']],
    [
      'both',
      { approvedBy: 'hubot', reason: 'switched on' },
      ['    reason: switched on', '    approved-by: hubot'],
    ],
  ])('that says %s has no more keys than that', (_, words, lines) => {
    expect(textOf([], words).split('\n')).toStrictEqual([
      'baseline:',
      '  Acme:',
      `    until: ${UNTIL}`,
      ...lines,
      '    findings: {}',
      '',
    ]);
  });

  it('is, read again, what was accepted', () => {
    const words = { until: UNTIL, reason: 'switched on', approvedBy: 'hubot' };
    const baseline = baselineStanza(ACME, [of('unused', 'classic-token', '7')], words);
    expect(readPolicyFile({ version: 1, baseline }, NIGHT).file?.baseline).toStrictEqual({
      Acme: {
        organisation: ACME,
        until: `${UNTIL}T23:59:59Z`,
        reason: 'switched on',
        approvedBy: 'hubot',
        findings: { unused: ['classic-token:7' as ItemKey] },
      },
    });
  });
});
