import { addressee } from '../addressee.ts';
import { MOST_FINE_GRAINED_TOKENS } from '../token-limit.ts';
import { defineRule, fail, PASS } from './rule.ts';
import { count } from './rule-option.ts';

const LIMIT = MOST_FINE_GRAINED_TOKENS;

export const ownerNearTokenLimit = defineRule({
  id: 'owner-near-token-limit',
  title: 'Nobody is about to run out of fine-grained tokens',
  version: 1,
  kinds: ['person'],
  needs: ['fine-grained-tokens'],
  options: {
    tokens: count({
      default: 45,
      minimum: 1,
      maximum: LIMIT,
      tighter: 'lower',
      describes: `Fine-grained tokens of one person in this organisation from which on it is said; GitHub allows ${LIMIT}`,
    }),
  },
  resolvedBy: 'below the limit',

  check(person, { facts, options }) {
    const tokens = facts.liveTokensOf(person);
    if (tokens < options.tokens) return PASS;
    const who = addressee(person.owner);
    return fail({
      severity: tokens >= LIMIT ? 'medium' : 'low',
      message:
        tokens >= LIMIT
          ? `${who} has ${LIMIT} fine-grained tokens, and GitHub allows no more: the next one cannot be made.`
          : `${who} has at least ${options.tokens} fine-grained tokens, and GitHub allows ${LIMIT}: soon no new one can be made.`,
      remedy: `${who}: delete what is not needed, and move jobs to a GitHub App, which makes its tokens itself and needs none of these.`,
    });
  },
});
