import { addressee } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import type { Severity } from '../finding.ts';
import { hasExpired } from '../has-expired.ts';
import { inUse } from '../last-use.ts';
import { gravestOf, rightsOf } from '../rights.ts';
import { defineRule, fail, PASS } from './rule.ts';
import { inUseWithinDays } from './rule-option.ts';

export const writeOnAllRepositories = defineRule({
  id: 'write-on-all-repositories',
  title: 'Tokens that may change something reach the repositories they serve, not all of them',
  version: 1,
  kinds: ['fine-grained-token'],
  appliesToRequests: true,
  options: { inUseWithinDays },
  resolvedBy: 'rights reduced',

  check(token, { now, options }) {
    if (token.repositorySelection !== 'all') return PASS;
    const { writes } = rightsOf(token.permissions);
    if (writes.length === 0) return PASS;
    const keys = writes.map(({ key }) => key).join(', ');
    const idle = inUse(token, { now, withinDays: options.inUseWithinDays }) === false;
    return fail({
      // Until its owner renews it, nobody can use it.
      severity: hasExpired(token, now) ? 'low' : severityOf(gravestOf(writes.map(({ risk }) => risk)), idle),
      message: `The ${describeCredential(token)} may write ${keys} in all repositories, those to come included.`,
      remedy: `${addressee(token.owner)}: edit the token, choose "Only select repositories" and the ones the job needs.`,
    });
  },
});

/** A token in use is in logs and memories of machines: it is the one that gets lost. */
function severityOf(gravest: Severity, idle: boolean): Severity {
  if (gravest === 'critical') return idle ? 'medium' : 'high';
  return gravest === 'high' && !idle ? 'medium' : 'low';
}
