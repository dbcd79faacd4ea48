import fc from 'fast-check';
import { sha256 } from '#adapters/engine/sha256.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { sectionText, waiversText } from '#adapters/policy/stanza-text.ts';
import { orgLogin } from '#core/credential.ts';
import { inert } from '#core/inert.ts';
import { baselineStanza } from '#core/policy/baseline-stanza.ts';
import { waiverStanza } from '#core/policy/waiver-stanza.ts';
import { finding, NIGHT } from '#test/builders/items.ts';
import { login, words } from '#test/builders/written-policies.ts';

const ACME = orgLogin('acme');
const FOUND = finding({ rule: 'unused' });
const UNTIL = '2027-01-31';
const read = (text: string) =>
  readPolicy(Buffer.from(`version: 1\n${text}`), { source: 'p', today: NIGHT, sha256, runExamples: false })
    .file;

const said = fc
  .record({ reason: words, ticket: words, requestedBy: login, approvedBy: fc.constant('somebody-else') })
  .filter(({ requestedBy }) => requestedBy !== 'somebody-else');

it('what is written says, read again, what somebody said, and each of its lines is inert', () => {
  fc.assert(
    fc.property(said, (each) => {
      const waivers = waiversText([waiverStanza(ACME, FOUND, { until: UNTIL, ...each })]);
      const baseline = sectionText('baseline', baselineStanza(ACME, [FOUND], { until: UNTIL, ...each }));
      const text = `waivers:\n${waivers}${baseline}`;
      for (const line of text.split('\n')) expect(line).toBe(inert(line));
      const file = read(text);
      expect(file.waivers).toEqual([expect.objectContaining(each)]);
      expect(file.baseline?.['acme']).toMatchObject({ reason: each.reason, approvedBy: each.approvedBy });
    }),
    { numRuns: 50 },
  );
});
