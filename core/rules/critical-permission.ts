import { addressee } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import { hasExpired } from '../has-expired.ts';
import { reachOf, severityAt } from '../reach.ts';
import { gravestOf, rightsOf } from '../rights.ts';
import { defineRule, fail, PASS } from './rule.ts';

export const criticalPermission = defineRule({
  id: 'critical-permission',
  title: 'No token holds a permission that can take over the organisation',
  version: 2,
  kinds: ['fine-grained-token'],
  appliesToRequests: true,
  options: {},
  resolvedBy: 'rights reduced',

  check(token, { now }) {
    const { critical } = rightsOf(token.permissions);
    const [first] = critical;
    if (first === undefined) return PASS;
    const reach = reachOf(token);
    const keys = critical.map(({ key }) => key).join(', ');
    return fail({
      // Until its owner renews it, nobody can use it.
      severity: hasExpired(token, now)
        ? 'low'
        : gravestOf(critical.map((right) => severityAt(right.risk, right, reach))),
      message: `The ${describeCredential(token)} may write ${keys}: whoever holds it ${first.reason}.`,
      remedy: `${addressee(token.owner)}: take ${keys} off the token if the job does without, else move the job to a GitHub App.`,
    });
  },
});
