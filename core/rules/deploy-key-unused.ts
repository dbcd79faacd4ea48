import { describeCredential } from '../describe-credential.ts';
import { daysIdle } from '../last-use.ts';
import { cannotTell, defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';
import { days } from './rule-option.ts';

export const deployKeyUnused = defineRule({
  id: 'deploy-key-unused',
  title: 'Deploy keys are in use',
  version: 1,
  kinds: ['deploy-key'],
  options: {
    days: days({
      default: 90,
      minimum: 1,
      maximum: 365,
      tighter: 'lower',
      describes: 'Days since its last use, or since it was added if it was never used',
    }),
  },
  resolvedBy: 'used',

  check(key, { now, options }) {
    if (key.enabled === false) return NOT_APPLICABLE;
    const idle = daysIdle(key, now);
    if (idle === 'unknown') return cannotTell('the last use');
    if (idle.days <= options.days) return PASS;
    return fail({
      severity: key.readOnly || key.repository.archived ? 'low' : 'medium',
      message: `The ${describeCredential(key)} ${idle.words}.`,
      remedy: `Whoever looks after ${key.repository.name}: delete the key (repository settings, Deploy keys). It does not expire, and leaves with nobody.`,
    });
  },
});
