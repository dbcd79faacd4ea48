import { ORGANISATION_OWNER } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import { hasExpired } from '../has-expired.ts';
import { daysFrom } from '../instant.ts';
import { defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';
import { days } from './rule-option.ts';

export const requestWaiting = defineRule({
  id: 'request-waiting',
  title: 'Token requests are decided within days',
  version: 1,
  kinds: ['token-request'],
  options: {
    days: days({
      default: 3,
      minimum: 1,
      maximum: 90,
      tighter: 'lower',
      describes: 'Days a request may wait for an answer',
    }),
  },
  resolvedBy: 'decided',

  check(request, { now, options }) {
    if (hasExpired(request, now)) return NOT_APPLICABLE;
    if (request.requestedAt >= daysFrom(now, -options.days)) return PASS;
    const since = request.requestedAt.slice(0, 10);
    return fail({
      severity: 'medium',
      message: `The ${describeCredential(request)} has waited for an answer since ${since}. Who waits for long takes a classic token, which needs no approval.`,
      remedy: `${ORGANISATION_OWNER}: approve or deny it (organisation settings, Personal access tokens, Pending requests).`,
    });
  },
});
