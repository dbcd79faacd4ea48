import { addressee, ORGANISATION_OWNER } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import { type Gain, type Gaining, gainsOf } from '../gains.ts';
import { daysFrom } from '../instant.ts';
import { gravestOf } from '../rights.ts';
import { defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';
import { days } from './rule-option.ts';

const ID = 'rights-grew';
const NAMED = 8;

export const rightsGrew = defineRule({
  id: ID,
  title: 'Credentials may do no more than the night before',
  version: 1,
  kinds: ['fine-grained-token', 'classic-token', 'oauth-token', 'app-installation'],
  options: {
    days: days({
      default: 7,
      minimum: 1,
      maximum: 90,
      tighter: 'higher',
      describes: 'Days for which it stays open, unless rights are taken back before',
    }),
  },
  resolvedBy: 'no longer new',

  check(credential, { facts, now, options }, key) {
    const before = facts.before(key);
    if (before === null) return NOT_APPLICABLE;
    // A credential of another kind has another key.
    const gains = gainsOf(before as Gaining, credential);
    if (gains.length > 0) return failWith(credential, gains, now.slice(0, 10));
    const open = facts.openFinding(ID, key);
    const isOver = open === null || open.since < daysFrom(now, -options.days);
    if (isOver || gainsOf(credential, before as Gaining).length > 0) return PASS;
    const { message, remedy, severity } = open;
    return fail({ message, remedy, severity });
  },
});

function failWith(credential: Gaining, gains: readonly Gain[], day: string) {
  const named = gains.slice(0, NAMED).map(({ what }) => what);
  const more = gains.length > NAMED ? `, and ${gains.length - NAMED} more` : '';
  const who = credential.kind === 'app-installation' ? ORGANISATION_OWNER : addressee(credential.owner);
  return fail({
    severity: gravestOf(gains.map(({ risk }) => risk)),
    message: `The ${describeCredential(credential)} gained, by ${day}: ${named.join(', ')}${more}.`,
    remedy: `${who}: take back what nobody meant to give. What was meant needs nothing: this closes by itself.`,
  });
}
