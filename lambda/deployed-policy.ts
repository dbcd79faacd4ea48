import { sha256 } from '#adapters/engine/sha256.ts';
import type { OrgLogin } from '#core/credential.ts';
import { BUILT_IN_POLICY, type Policy } from '#core/policy/policy.ts';
import type { PolicyFile } from '#core/policy/policy-file.ts';
import { policyFor } from '#core/policy/policy-for.ts';
import type { CustomRule } from '#core/policy/sections/custom-rules.ts';
import type { Rule } from '#core/rules/rule.ts';

/** What holds in an organisation. Null: the built-in policy, everywhere. */
export async function deployedPolicy(file: PolicyFile | null): Promise<(org: OrgLogin) => Policy> {
  if (file === null) return () => BUILT_IN_POLICY;
  const customRules = await compiled(file['custom-rules'] ?? []);
  return (org) => policyFor({ file, customRules }, org, sha256);
}

/** What compiles them is loaded by who has some. */
async function compiled(customRules: readonly CustomRule[]): Promise<Rule[]> {
  if (customRules.length === 0) return [];
  const { compileCustomRule } = await import('#adapters/policy/compile-custom-rule.ts');
  return customRules.map((each) => {
    const { faults, rule } = compileCustomRule(each, sha256);
    if (rule === null)
      throw new Error(`The custom rule ${each.id} was right when it was deployed: ${faults[0]?.message}`);
    return rule;
  });
}
