import { waiversText } from '#adapters/policy/stanza-text.ts';
import { orgLogin } from '#core/credential.ts';
import { readPolicyFile } from '#core/policy/policy-file.ts';
import { type WaiverWords, waiverStanza } from '#core/policy/waiver-stanza.ts';
import { finding, NIGHT } from '#test/builders/items.ts';
import { faultsOf } from '#test/builders/policy-faults.ts';
import { waiver } from '#test/builders/waivers.ts';

const ACME = orgLogin('acme');
const FINDING = finding({ rule: 'never-expires' });
const SAID = {
  reason: 'a vendor that cannot renew',
  ticket: 'SEC-1',
  requestedBy: 'octocat',
  approvedBy: 'hubot',
  until: '2026-12-22',
};
const PLACEHOLDERS: readonly [keyof WaiverWords, string, string][] = [
  ['reason', 'reason', 'TODO why this may stay as it is'],
  ['ticket', 'ticket', 'TODO where it was discussed'],
  ['requestedBy', 'requested-by', 'TODO'],
  ['approvedBy', 'approved-by', 'TODO'],
  ['until', 'until', 'TODO'],
];

const textOf = (words: WaiverWords) => waiversText([waiverStanza(ACME, FINDING, words)]);

describe('the stanza of a waiver', () => {
  it('reads as it was said, in the order of docs/policy.md', () => {
    expect(textOf(SAID)).toBe(
      [
        '  - rule: never-expires',
        '    match:',
        '      organisation: acme',
        '      credential: fine-grained-token:101001',
        '    reason: a vendor that cannot renew',
        '    ticket: SEC-1',
        '    requested-by: octocat',
        '    approved-by: hubot',
        '    until: 2026-12-22',
        '',
      ].join('\n'),
    );
  });

  it('is, read again, that waiver', () => {
    const waivers = [waiverStanza(ACME, FINDING, SAID)];
    const { file } = readPolicyFile({ version: 1, waivers }, NIGHT);
    expect(file?.waivers).toStrictEqual([waiver({ until: '2026-12-22T23:59:59Z' as typeof NIGHT })]);
  });

  it.each(PLACEHOLDERS)(
    'has a placeholder for the %s that is not said, and for nothing else',
    (left, key, todo) => {
      const { [left]: _, ...rest } = SAID;
      const said = textOf(SAID).split('\n');
      const expected = said.map((line) => (line.startsWith(`    ${key}: `) ? `    ${key}: ${todo}` : line));
      expect(textOf(rest).split('\n')).toStrictEqual(expected);
    },
  );

  it('keeps what is said however little it is: nothing of it is replaced', () => {
    const nothing = { reason: '', ticket: '', requestedBy: '', approvedBy: '', until: '' };
    expect(waiverStanza(ACME, FINDING, nothing)).toMatchObject({
      reason: '',
      ticket: '',
      'requested-by': '',
      'approved-by': '',
      until: '',
    });
  });

  it('is refused, placeholder by placeholder, until all is said', () => {
    expect(faultsOf(`version: 1\nwaivers:\n${textOf({})}`)).toStrictEqual([
      'patrol.yaml:7:13: waivers[0].reason still has its placeholder: write what belongs here.',
      'patrol.yaml:8:13: waivers[0].ticket still has its placeholder: write what belongs here.',
      'patrol.yaml:9:19: waivers[0].requested-by still has its placeholder: write what belongs here.',
      'patrol.yaml:10:18: waivers[0].approved-by still has its placeholder: write what belongs here.',
      'patrol.yaml:11:12: waivers[0].until is no day that exists; one is written as 2027-01-31.',
    ]);
  });
});
