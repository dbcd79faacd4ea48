import { addressee } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import { hasExpired } from '../has-expired.ts';
import { powerOf } from '../power.ts';
import { defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';

const NAMED = 10;

export const classicSpansOrganisations = defineRule({
  id: 'classic-spans-organisations',
  title: 'A classic token serves one organisation',
  version: 1,
  kinds: ['classic-token'],
  options: {},
  resolvedBy: 'rights reduced',

  check(token, { facts, now }, key) {
    if (hasExpired(token, now)) return NOT_APPLICABLE;
    const others = facts.alsoIn(key);
    if (others.length === 0) return PASS;
    const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : '';
    const risk = powerOf(token);
    return fail({
      severity: risk === 'critical' || risk === 'high' ? 'high' : 'medium',
      message: `The ${describeCredential(token)} is authorised in ${others.slice(0, NAMED).join(', ')}${more} as well: lost in one organisation, it opens the others.`,
      remedy: `${addressee(token.owner)}: make a token for each organisation (a fine-grained one has but one), and take the others off this one (Settings, Tokens (classic), Configure SSO).`,
    });
  },
});
