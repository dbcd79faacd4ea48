import { addressee } from '../addressee.ts';
import { automationWord } from '../catalogue/automation-words.ts';
import { describeCredential } from '../describe-credential.ts';
import { hasExpired } from '../has-expired.ts';
import { inUse } from '../last-use.ts';
import { defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';
import { inUseWithinDays } from './rule-option.ts';

export const automationWantsApp = defineRule({
  id: 'automation-wants-app',
  title: 'Machines have a GitHub App, not the token of a person',
  version: 1,
  kinds: ['fine-grained-token', 'classic-token'],
  options: { inUseWithinDays },
  resolvedBy: 'no longer automation',

  check(token, { now, options }) {
    if (hasExpired(token, now)) return NOT_APPLICABLE;
    if (inUse(token, { now, withinDays: options.inUseWithinDays }) !== true) return NOT_APPLICABLE;
    const word = automationWord([token.name, token.owner?.login].join(' '));
    if (word === null) return PASS;
    return fail({
      severity: 'low',
      message: `The ${describeCredential(token)} is in use, and "${word}" says that a machine uses it: it stops when its owner leaves, and somebody has to renew it by hand.`,
      remedy: `${addressee(token.owner)}: move the job to a GitHub App, whose tokens last an hour and belong to no person; in a workflow of GitHub Actions use GITHUB_TOKEN.`,
    });
  },
});
