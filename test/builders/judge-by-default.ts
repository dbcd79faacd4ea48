import type { Credential } from '#core/credential.ts';
import type { Verdict } from '#core/finding.ts';
import { BUILT_IN_POLICY } from '#core/policy/policy.ts';
import { optionsFor, settingsOf } from '#core/policy/rule-settings.ts';
import type { Rule } from '#core/rules/rule.ts';
import { NIGHT } from './items.ts';

/** What a rule says of a credential on the builders' night, without a policy file. */
export function judgeByDefault(rule: Rule, credential: Credential, now = NIGHT): Verdict {
  const options = optionsFor(rule, settingsOf(BUILT_IN_POLICY, rule), credential.kind);
  return rule.check(credential, { options, now });
}
