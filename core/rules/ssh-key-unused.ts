import { addressee } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import { daysIdle } from '../last-use.ts';
import { cannotTell, defineRule, fail, PASS } from './rule.ts';
import { days } from './rule-option.ts';

export const sshKeyUnused = defineRule({
  id: 'ssh-key-unused',
  title: 'SSH keys that may enter the organisation are in use',
  version: 1,
  kinds: ['ssh-key'],
  options: {
    days: days({
      default: 90,
      minimum: 1,
      maximum: 365,
      tighter: 'lower',
      describes: 'Days since its last use, or since it was authorised if it was never used',
    }),
  },
  resolvedBy: 'used',

  check(key, { now, options }) {
    const idle = daysIdle(key, now);
    if (idle === 'unknown') return cannotTell('the last use');
    if (idle.days <= options.days) return PASS;
    return fail({
      severity: 'low',
      message: `The ${describeCredential(key)} ${idle.words}.`,
      remedy: `${addressee(key.owner)}: take the organisation off the key (Settings, SSH and GPG keys, Configure SSO), or delete the key.`,
    });
  },
});
