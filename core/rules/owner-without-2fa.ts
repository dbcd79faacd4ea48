import { addressee } from '../addressee.ts';
import { cannotTell, defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';

export const ownerWithout2fa = defineRule({
  id: 'owner-without-2fa',
  title: 'Whoever owns credentials signs in with two factors',
  version: 1,
  kinds: ['person'],
  options: {},
  resolvedBy: ({ twoFactor }) => (twoFactor === 'enabled' ? 'two factors' : 'revoked'),

  check(person, { facts }) {
    if (person.twoFactor === 'enabled') return PASS;
    const owned = facts.credentialsOf(person);
    if (owned === 0) return NOT_APPLICABLE;
    if (person.twoFactor === 'unknown') return cannotTell('whether two factors are in use');
    const isOwner = person.role === 'admin';
    const who = addressee(person.owner);
    return fail({
      severity: isOwner ? 'critical' : 'high',
      message: `${who} owns credentials${isOwner ? ', is an owner of the organisation,' : ''} and signs in with a password alone: whoever has it can make more of them.`,
      remedy: `${who}: switch on two-factor authentication (Settings, Password and authentication). An organisation owner can require it of everybody.`,
    });
  },
});
