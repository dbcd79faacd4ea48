import type { DeployKey } from '../credential.ts';
import { describeCredential } from '../describe-credential.ts';
import type { Severity } from '../finding.ts';
import { inUse } from '../last-use.ts';
import { defineRule, fail, PASS, type RuleContext } from './rule.ts';
import { inUseWithinDays } from './rule-option.ts';

export const deployKeyCanWrite = defineRule({
  id: 'deploy-key-can-write',
  title: 'Deploy keys only read',
  version: 1,
  kinds: ['deploy-key'],
  options: { inUseWithinDays },
  resolvedBy: 'rights reduced',

  check(key, context) {
    if (key.readOnly) return PASS;
    return fail({
      severity: severityOf(key, context),
      message: `The ${describeCredential(key)} may push, has no expiry date, and belongs to no person.`,
      remedy: `Whoever looks after ${key.repository.name}: replace it with a read-only key if what uses it only checks out, else with a GitHub App.`,
    });
  },
});

/** A key that is switched off, or whose repository takes no pushes, can do no harm until somebody changes that. */
function severityOf(
  key: DeployKey,
  { now, options }: RuleContext<{ readonly inUseWithinDays: number }>,
): Severity {
  if (key.enabled === false || key.repository.archived) return 'low';
  return inUse(key, { now, withinDays: options.inUseWithinDays }) === false ? 'medium' : 'high';
}
