import { addressee } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import { severityRank } from '../finding.ts';
import { hasExpired } from '../has-expired.ts';
import { powerOf } from '../power.ts';
import { cannotTell, defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';

export const ownerIsOutsideCollaborator = defineRule({
  id: 'owner-is-outside-collaborator',
  title: 'Credentials belong to members, not to outside collaborators',
  version: 1,
  kinds: ['fine-grained-token', 'classic-token', 'ssh-key', 'oauth-token', 'app-user-token', 'unrecognised'],
  needs: ['people'],
  appliesToRequests: true,
  options: {},
  resolvedBy: 'owner is a member',

  check(credential, { facts, now }) {
    const { owner } = credential;
    if (owner === null || hasExpired(credential, now)) return NOT_APPLICABLE;
    const person = facts.personBehind(owner);
    if (person === 'unknown') return cannotTell('whether its owner is in the organisation');
    if (person === 'nobody') return NOT_APPLICABLE;
    if (person.role !== 'outside-collaborator') return PASS;
    const powerful = severityRank(powerOf(credential)) >= severityRank('high');
    return fail({
      severity: powerful ? 'high' : 'medium',
      message: `The ${describeCredential(credential)} belongs to an outside collaborator, whom the organisation's own sign-in and offboarding do not reach.`,
      remedy: `An organisation owner: make ${addressee(owner)} a member, or revoke it and let a member or a GitHub App do the job.`,
    });
  },
});
