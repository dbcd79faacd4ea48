import { sha256 } from '#adapters/engine/sha256.ts';
import { orgLogin } from '#core/credential.ts';
import { readPolicyFile } from '#core/policy/policy-file.ts';
import { policyFor } from '#core/policy/policy-for.ts';
import { writtenSections } from '#core/policy/written-sections.ts';
import { NIGHT } from '#test/builders/items.ts';

/** The sections of a file, as they are written again for one organisation. */
function written(sections: object, org = 'acme') {
  const { file, issues } = readPolicyFile({ version: 1, ...sections }, NIGHT);
  if (file === null) throw new Error(JSON.stringify(issues));
  return writtenSections(policyFor({ file, customRules: [] }, orgLogin(org), sha256), file);
}

const waiver = {
  rule: 'unused',
  match: { organisation: 'acme', owner: 'octocat' },
  reason: 'a vendor',
  ticket: 'SEC-1',
  'requested-by': 'octocat',
  'approved-by': 'hubot',
  until: '2027-01-31',
};
const ofBeta = { ...waiver, match: { organisation: 'beta' } };
const narrow = {
  ...waiver,
  match: { organisation: 'ACME', credential: 'classic-token:7', repository: 'api' },
};
const accepted = { until: '2027-03-31', reason: 'switched on', findings: { unused: ['classic-token:1'] } };
const route = {
  name: 'what is loud',
  to: ['sns'],
  severity: 'high',
  rules: ['unused'],
  organisations: ['acme'],
  kinds: ['classic-token'],
  owners: ['octocat'],
  reminders: 'off',
  quiet: { days: ['sunday'], hours: '20:00-08:00', 'time-zone': 'Europe/Paris' },
};
const plain = { name: 'the rest', to: ['slack', 'owner'], severity: 'low', reminders: 'on' };
const rule = {
  id: 'one-of-ours',
  title: 'Names are short',
  kinds: ['classic-token'],
  when: 'size(credential.name) > 10',
  severity: 'low',
  message: 'Too long.',
  remedy: 'Shorten it.',
};

describe('what an organisation has beside rules is written as it was', () => {
  it.each<[string, object]>([
    ['nothing', {}],
    ['waivers, with no more than each says', { waivers: [waiver, narrow] }],
    ['a baseline that nobody accepted by name', { baseline: { acme: accepted } }],
    ['a baseline that somebody accepted', { baseline: { Acme: { ...accepted, 'approved-by': 'hubot' } } }],
    ['no routes at all', { routes: [] }],
    ['a route that says everything', { routes: [route] }],
    ['a route that says hardly anything', { routes: [plain] }],
    [
      'quiet days without hours',
      { routes: [{ ...plain, quiet: { days: ['saturday', 'sunday'], 'time-zone': 'UTC' } }] },
    ],
    [
      'quiet hours without days',
      { routes: [{ ...plain, quiet: { hours: '22:00-07:00', 'time-zone': 'UTC' } }] },
    ],
    [
      'people',
      {
        people: {
          Octocat: { slack: 'U012ABCDEF', may: ['snooze'] },
          hubot: { slack: 'W034GHIJKL', may: [] },
        },
      },
    ],
    ['how owners are looked up', { 'owner-lookup': 'saml' }],
    ['how long things are kept', { retention: { snapshots: 30, history: 365 } }],
    ['rules of its own', { 'custom-rules': [rule] }],
  ])('%s', (_, sections) => {
    expect(written(sections)).toStrictEqual(sections);
  });

  it.each<[string, object, object]>([
    ['a waiver of another organisation', { waivers: [ofBeta, waiver] }, { waivers: [waiver] }],
    ['waivers, all of another organisation', { waivers: [ofBeta] }, {}],
    ['a baseline of another organisation', { baseline: { beta: accepted } }, {}],
    ['a list of rules that is empty', { 'custom-rules': [] }, {}],
    [
      'the examples of a rule',
      {
        'custom-rules': [{ ...rule, examples: [{ expect: 'pass', credential: { kind: 'classic-token' } }] }],
      },
      { 'custom-rules': [rule] },
    ],
  ])('but %s', (_, sections, left) => {
    expect(written(sections)).toStrictEqual(left);
  });

  it('in the order of a policy file, whatever the order it was written in', () => {
    const sections = {
      'custom-rules': [rule],
      retention: { snapshots: 30, history: 365 },
      'owner-lookup': 'saml',
      people: { octocat: { slack: 'U012ABCDEF' } },
      routes: [plain],
      baseline: { acme: accepted },
      waivers: [waiver],
    };
    expect(Object.keys(written(sections))).toStrictEqual(Object.keys(sections).toReversed());
  });
});
