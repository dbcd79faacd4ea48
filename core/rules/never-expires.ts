import { describeCredential } from '../describe-credential.ts';
import { defineRule, PASS } from './rule.ts';

export const neverExpires = defineRule({
  id: 'never-expires',
  title: 'Tokens have an expiry date',
  version: 1,
  kinds: ['fine-grained-token', 'classic-token'],
  appliesToRequests: true,
  options: {},
  resolvedBy: 'renewed',

  check(credential) {
    if (credential.expiresAt === 'unknown') return { outcome: 'unknown', missing: 'the expiry date' };
    if (credential.expiresAt !== 'never') return PASS;
    const who = credential.owner === null ? 'Its owner' : credential.owner.login;
    return {
      outcome: 'fail',
      severity: 'medium',
      tier: null,
      message: `The ${describeCredential(credential)} never expires: whoever finds it can use it for good.`,
      remedy: `${who}: regenerate it with an expiry date, or move the job to a GitHub App.`,
    };
  },
});
