import { ORGANISATION_OWNER } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import { hasExpired } from '../has-expired.ts';
import { inUse } from '../last-use.ts';
import { cannotTell, defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';
import { inUseWithinDays } from './rule-option.ts';

export const ownerLeft = defineRule({
  id: 'owner-left',
  title: 'Credentials belong to people who are in the organisation',
  version: 1,
  kinds: [
    'fine-grained-token',
    'classic-token',
    'ssh-key',
    'oauth-token',
    'app-user-token',
    'deploy-key',
    'unrecognised',
  ],
  needs: ['people'],
  options: { inUseWithinDays },
  resolvedBy: 'owner is a member',

  check(credential, { facts, now, options }) {
    const { owner } = credential;
    if (owner === null || hasExpired(credential, now)) return NOT_APPLICABLE;
    const person = facts.personBehind(owner);
    if (person === 'unknown') return cannotTell('whether its owner is in the organisation');
    if (person !== 'nobody') return PASS;
    const used = inUse(credential, { now, withinDays: options.inUseWithinDays }) === true;
    const action = credential.kind === 'deploy-key' ? 'delete the key' : 'revoke it';
    return fail({
      severity: used ? 'high' : 'medium',
      message: `The owner of the ${describeCredential({ ...credential, owner: null })}, ${owner.login}, is neither a member nor an outside collaborator.`,
      remedy: used
        ? `${ORGANISATION_OWNER}: find out what still uses it, give that a credential of its own, then ${action}.`
        : `${ORGANISATION_OWNER}: ${action}; it is not known to be in use.`,
    });
  },
});
