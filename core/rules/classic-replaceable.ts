import { addressee } from '../addressee.ts';
import { gapsOf } from '../catalogue/gaps.ts';
import { SCOPES } from '../catalogue/scope-catalogue.ts';
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
    const replacements = scopes.map((scope) => SCOPES.get(scope)?.replacement);
    if (replacements.some((each) => each === undefined || each.coverage === 'none')) return PASS;
    const rights = new Map(
      replacements.flatMap((each) =>
        (each?.permissions ?? []).map(({ key, level }) => [key, level] as const),
      ),
    );
    const needs = [...rights].slice(0, NAMED).map(([key, level]) => `${key} (${level})`);
    const more = rights.size > NAMED ? ` and ${rights.size - NAMED} more` : '';
    const gaps = gapsOf(scopes).map(({ subject }) => subject);
    const unless = gaps.length === 0 ? '' : `, unless it is for ${gaps.join('; or ')}`;
    const what = scopes.length === 0 ? 'has no scopes' : `has the scopes ${scopes.join(', ')}`;
    return fail({
      severity: 'low',
      message: `The ${describeCredential(token)} ${what}: a fine-grained token can do that for one organisation and chosen repositories, with an approval${unless}.`,
      remedy:
        rights.size === 0
          ? `${addressee(token.owner)}: make a fine-grained token without permissions, put it in its place, and delete the classic one.`
          : `${addressee(token.owner)}: make a fine-grained token with what the job needs of ${needs.join(', ')}${more}, put it in its place, and delete the classic one.`,
    });
  },
});
