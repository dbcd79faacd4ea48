import fc from 'fast-check';
import { sha256 } from '#adapters/engine/sha256.ts';
import { policyText } from '#adapters/policy/policy-text.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { orgLogin } from '#core/credential.ts';
import { inert } from '#core/inert.ts';
import { judgedRules } from '#core/policy/judged-rules.ts';
import { type CompiledPolicy, ofOrganisation, policyFor } from '#core/policy/policy-for.ts';
import { isEnabledFor, optionsFor, settingsOf, severityFor } from '#core/policy/rule-settings.ts';
import { shownRules } from '#core/policy/shown-policy.ts';
import { writtenSections } from '#core/policy/written-sections.ts';
import { rules } from '#core/rules/registry.ts';
import { NIGHT } from '#test/builders/items.ts';
import { writtenPolicies } from '#test/builders/written-policies.ts';

const ACME = orgLogin('acme');
const read = (text: string) =>
  readPolicy(Buffer.from(text), { source: 'patrol.yaml', today: NIGHT, sha256, runExamples: false });

function shown(compiled: CompiledPolicy): string {
  const policy = policyFor(compiled, ACME, sha256);
  const custom = compiled.customRules.map((rule) => ({ ...rule, page: '' }));
  const of = { file: compiled.file, policy, org: ACME };
  return policyText({
    rules: shownRules(of, [...judgedRules({}), ...custom]),
    sections: writtenSections(policy, compiled.file),
  });
}

/** What a policy comes to in one organisation: how it is spelled does not matter, nor what holds elsewhere. */
function meaning(compiled: CompiledPolicy) {
  const { version: _, rules: __, customRules, ...policy } = policyFor(compiled, ACME, sha256);
  const of = { rules: policyFor(compiled, ACME, sha256).rules };
  const { people, routes, retention, 'owner-lookup': lookup, 'custom-rules': custom } = compiled.file;
  return {
    ...policy,
    judging: [...rules, ...customRules].flatMap((rule) => {
      const settings = settingsOf(of, rule);
      return rule.kinds.map((kind) =>
        isEnabledFor(settings, kind)
          ? [rule.id, kind, severityFor(settings, kind), optionsFor(rule, settings, kind), settings.scope]
          : [rule.id, kind, 'off'],
      );
    }),
    compiled: customRules.map(({ id, version }) => [id, version]),
    people,
    routes,
    retention,
    lookup,
    custom,
  };
}

/** Rule → why, by whoever spoke last. */
function reasons({ file }: CompiledPolicy): Record<string, string> {
  const layers = [file.enterprise?.rules, ofOrganisation(file.organisations, ACME)?.rules];
  const said = layers.flatMap((layer) => Object.entries(layer ?? {}));
  return Object.fromEntries(said.flatMap(([id, { reason }]) => (reason === null ? [] : [[id, reason]])));
}

describe('a policy that is shown', () => {
  it('is, read again, the same policy, whatever it says, and each of its lines is inert', () => {
    fc.assert(
      fc.property(writtenPolicies, (written) => {
        const compiled = read(JSON.stringify(written));
        const text = shown(compiled);
        for (const line of text.split('\n')) expect(line).toBe(inert(line));
        const again = read(text);
        expect(meaning(again)).toEqual(meaning(compiled));
        expect(reasons(again)).toMatchObject(reasons(compiled));
      }),
      { numRuns: 30 },
    );
  });
});
