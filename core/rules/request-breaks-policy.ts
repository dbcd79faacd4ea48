import { ORGANISATION_OWNER } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import { hasExpired } from '../has-expired.ts';
import { gravestOf } from '../rights.ts';
import { defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';

export const requestBreaksPolicy = defineRule({
  id: 'request-breaks-policy',
  title: 'What is asked for would keep to the policy once it is approved',
  version: 1,
  kinds: ['token-request'],
  options: {},
  resolvedBy: 'decided',

  check(request, { facts, now }) {
    if (hasExpired(request, now)) return NOT_APPLICABLE;
    const breaches = facts.breachesOnceApproved(request);
    if (breaches.length === 0) return PASS;
    const rules = breaches.map(({ rule }) => rule).join(', ');
    const wanted = breaches.map(({ title }) => title.charAt(0).toLowerCase() + title.slice(1)).join('; ');
    return fail({
      severity: gravestOf(breaches.map(({ severity }) => severity)),
      message: `The ${describeCredential(request)} asks for what the policy does not allow: once approved it fails ${rules}.`,
      remedy: `${ORGANISATION_OWNER}: deny it, and say what would be approved: ${wanted}.`,
    });
  },
});
