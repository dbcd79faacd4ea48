import { addressee } from '../addressee.ts';
import { replacementOf } from '../catalogue/replacement.ts';
import { describeCredential } from '../describe-credential.ts';
import { hasExpired } from '../has-expired.ts';
import { inUse } from '../last-use.ts';
import { cannotTell, defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';
import { inUseWithinDays } from './rule-option.ts';

const NAMED = 6;

export const classicReplaceable = defineRule({
  id: 'classic-replaceable',
  title: 'What a fine-grained token can do is not done by a classic one',
  version: 1,
  kinds: ['classic-token'],
  options: { inUseWithinDays },
  resolvedBy: 'rights reduced',

  check(token, { now, options }) {
    if (hasExpired(token, now)) return NOT_APPLICABLE;
    const { scopes } = token;
    if (scopes === null) return cannotTell('the scopes');
    // One that nobody uses is to be deleted, not replaced: unused and never-used say so.
    if (inUse(token, { now, withinDays: options.inUseWithinDays }) === false) return NOT_APPLICABLE;
    const { gaps, permissions, strange, uncovered } = replacementOf(scopes);
    if (strange.length > 0 || uncovered.length > 0) return PASS;
    const needs = permissions.slice(0, NAMED).map(({ key, level }) => `${key} (${level})`);
    const more = permissions.length > NAMED ? ` and ${permissions.length - NAMED} more` : '';
    const subjects = gaps.map(({ subject }) => subject);
    const unless = subjects.length === 0 ? '' : `, unless it is for ${subjects.join('; or ')}`;
    const what = scopes.length === 0 ? 'has no scopes' : `has the scopes ${scopes.join(', ')}`;
    return fail({
      severity: 'low',
      message: `The ${describeCredential(token)} ${what}: a fine-grained token can do that for one organisation and chosen repositories, with an approval${unless}.`,
      remedy:
        permissions.length === 0
          ? `${addressee(token.owner)}: make a fine-grained token without permissions, put it in its place, and delete the classic one.`
          : `${addressee(token.owner)}: make a fine-grained token with what the job needs of ${needs.join(', ')}${more}, put it in its place, and delete the classic one.`,
    });
  },
});
