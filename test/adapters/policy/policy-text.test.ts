import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { policyText } from '#adapters/policy/policy-text.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { orgLogin } from '#core/credential.ts';
import { judgedRules } from '#core/policy/judged-rules.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { PolicyFile } from '#core/policy/policy-file.ts';
import { policyFor } from '#core/policy/policy-for.ts';
import { isEnabledFor, optionsFor, settingsOf, severityFor } from '#core/policy/rule-settings.ts';
import { shownRules } from '#core/policy/shown-policy.ts';
import { writtenSections } from '#core/policy/written-sections.ts';
import { rules } from '#core/rules/registry.ts';
import { NIGHT } from '#test/builders/items.ts';
import { anyRule, refinement } from '#test/builders/policy-arbitraries.ts';

const ACME = orgLogin('acme');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const read = (text: string) =>
  readPolicy(Buffer.from(text), { source: 'patrol.yaml', today: NIGHT, sha256, runExamples: false });

function shown(file: PolicyFile, policy: Policy): string {
  const of = { file, policy, org: ACME };
  return policyText({ rules: shownRules(of, judgedRules({})), sections: writtenSections(policy, file) });
}

/** What a policy comes to, kind by kind: how it is spelled does not matter. */
const judging = (policy: Policy) =>
  rules.map((rule) => {
    const settings = settingsOf(policy, rule);
    return rule.kinds.map((kind) =>
      isEnabledFor(settings, kind)
        ? [rule.id, kind, severityFor(settings, kind), optionsFor(rule, settings, kind), settings.scope]
        : [rule.id, kind, 'off'],
    );
  });

const said = fc
  .array(
    anyRule.chain((rule) => refinement(rule).map((each) => [rule.id, each] as const)),
    { maxLength: 4 },
  )
  .map((entries) => ({ rules: Object.fromEntries(entries) }));
const files: fc.Arbitrary<PolicyFile> = fc
  .record({ enterprise: said, organisation: said })
  .map(({ enterprise, organisation }) => ({ version: 1, enterprise, organisations: { Acme: organisation } }));

describe('a policy that is shown', () => {
  it('is, read again, the same policy', () => {
    fc.assert(
      fc.property(files, (file) => {
        const policy = policyFor({ file, customRules: [] }, ACME, sha256);
        const again = policyFor(read(shown(file, policy)), ACME, sha256);
        expect(judging(again)).toEqual(judging(policy));
      }),
      { numRuns: 10 },
    );
  });

  const FILE = `
version: 1
enterprise:
  rules:
    unused: { days: 80, kinds: { classic-token: { days: 60, severity: high }, oauth-token: off } }
    never-expires: off
    owner-without-2fa: { reason: "asked by: HR" }
organisations:
  ACME: { rules: { unused: { days: 50 } } }
waivers:
  - rule: unused
    match: { organisation: acme, owner: octocat }
    reason: "why: not"
    ticket: SEC-1
    requested-by: octocat
    approved-by: hubot
    until: 2027-01-31
baseline:
  acme:
    until: 2027-03-31
    findings: { unused: [ "classic-token:1" ] }
people:
  octocat: { slack: U012ABCDEF, may: [ snooze ] }
routes:
  - name: what is loud, by day
    to: [sns, "slack:#security"]
    severity: high
    rules: [never-expires, one-of-ours]
    organisations: [acme]
    kinds: [classic-token]
    owners: [octocat]
    reminders: off
    quiet: { days: [sunday], hours: 20:00-08:00, time-zone: Europe/Paris }
  - { name: the rest, to: [sns], quiet: { days: [saturday], time-zone: UTC } }
retention: { snapshots: 30 }
custom-rules:
  - id: one-of-ours
    title: Names are short
    kinds: [classic-token]
    when: size(credential.name) > 10
    severity: low
    message: Too long.
    remedy: Shorten it.
`;

  it('says of each setting who said it, and keeps waivers, baseline, people, routes, retention and custom rules', () => {
    const compiled = read(FILE);
    const policy = policyFor(compiled, ACME, sha256);
    const text = shown(compiled.file, policy);
    expect(text).toContain('never-expires: off # enterprise\n');
    expect(text).toContain(
      'owner-without-2fa:\n      enabled: true # default\n      reason: "asked by: HR" # enterprise\n',
    );
    expect(text).toContain(
      [
        '    unused:',
        '      enabled: true # default',
        '      days: 50 # organisations.acme',
        '      kinds:',
        '        classic-token:',
        '          severity: high # enterprise',
        '        oauth-token: off # enterprise',
        '',
      ].join('\n'),
    );
    const { people, routes, retention } = read(text).file;
    expect(routes).toHaveLength(2);
    expect({ people, routes, retention }).toEqual({
      people: compiled.file.people,
      routes: compiled.file.routes,
      retention: { snapshotDays: 30, historyDays: 2557 },
    });
    const again = policyFor(read(text), ACME, sha256);
    expect([again.waivers, again.baseline]).toEqual([policy.waivers, policy.baseline]);
    expect(again.customRules.map(({ version }) => version)).toEqual(
      policy.customRules.map(({ version }) => version),
    );
  });
});
