import { automationWord } from '../catalogue/automation-words.ts';
import { type Gap, gapsOf } from '../catalogue/gaps.ts';
import { type Replacement, replacementOf } from '../catalogue/replacement.ts';
import type { Right } from '../catalogue/right.ts';
import { SCOPES } from '../catalogue/scope-catalogue.ts';
import { type ClassicToken, keyOf, type OrgLogin } from '../credential.ts';
import type { Facts } from '../facts.ts';
import { hasExpired } from '../has-expired.ts';
import type { Instant } from '../instant.ts';
import { inUse } from '../last-use.ts';

/**
 * What becomes of a classic token. `part`: a fine-grained token for most of it, and a classic one for the scopes that
 * nothing else has. `stay`: there is nothing to move it to yet.
 */
export const WAYS = ['delete', 'fine-grained-token', 'github-app', 'part', 'cannot-tell', 'stay'] as const;
export type Way = (typeof WAYS)[number];

/** Why something keeps a classic token, and what to do about that. */
interface Stay {
  readonly scopes: readonly string[];
  /** To follow "it may be for". */
  readonly subject: string;
  readonly advice: string;
}

export interface WayOff {
  readonly way: Way;
  /** Why, as a clause without full stop. Contains foreign words: show it inert. */
  readonly because: string;
  /** The fine-grained tokens to make, one for each organisation, with these permissions at most; null: none. */
  readonly make: {
    readonly organisations: readonly OrgLogin[];
    readonly permissions: readonly Right[];
  } | null;
  /** What keeps a classic token. */
  readonly stays: readonly Stay[];
  /** What to know of the permissions before making it: clauses without full stop. */
  readonly notes: readonly string[];
  /** What the fine-grained token or the App would not do either, should the token be for that. */
  readonly unless: readonly Pick<Gap, 'subject' | 'advice'>[];
}

export interface Circumstances {
  readonly org: OrgLogin;
  readonly now: Instant;
  /** As `classic-replaceable` has it. */
  readonly inUseWithinDays: number;
  readonly facts: Pick<Facts, 'alsoIn' | 'personBehind'>;
}

/** The way off one classic token, by what can be known of it without asking its owner. */
export function wayOff(token: ClassicToken, circumstances: Circumstances): WayOff {
  const { facts, inUseWithinDays, now } = circumstances;
  const { expiresAt, lastUsedAt, owner, scopes } = token;
  if (hasExpired(token, now)) return deleted(`it expired on ${String(expiresAt).slice(0, 10)}`);
  if (inUse(token, { now, withinDays: inUseWithinDays }) === false) {
    return deleted(
      lastUsedAt === 'never' ? 'it was never used' : `it was last used on ${lastUsedAt.slice(0, 10)}`,
    );
  }
  const person = owner === null ? 'unknown' : facts.personBehind(owner);
  if (person === 'nobody')
    return deleted('its owner is no member any more; find out first who still uses it');
  if (scopes === null) return untold('GitHub does not tell its scopes');
  const replacement = replacementOf(scopes);
  if (replacement.strange.length > 0) {
    return untold(`the catalogue does not know ${replacement.strange.join(', ')}`);
  }
  if (person !== 'unknown' && person.role === 'outside-collaborator') return forOutsider(replacement);
  return ofScopes(token, replacement, circumstances);
}

function ofScopes(token: ClassicToken, replacement: Replacement, { facts, org }: Circumstances): WayOff {
  const { covered, gaps, permissions, uncovered } = replacement;
  const stays = uncovered.map(stayOf);
  const because = stays.map(({ scopes, subject }) => `${scopes.join(', ')} may be for ${subject}`).join('; ');
  if (uncovered.length > 0 && uncovered.every(hasApp)) {
    return { ...NOTHING, way: 'github-app', because, stays, unless: gaps };
  }
  const organisations = [org, ...facts.alsoIn(keyOf(token))];
  const make = { organisations, permissions };
  const notes = [...new Set(covered.flatMap((scope) => SCOPES.get(scope)?.replacement.note ?? []))];
  if (uncovered.length > 0) {
    if (covered.length === 0) return { ...NOTHING, way: 'stay', because, stays };
    return { way: 'part', because, make, stays, notes, unless: gaps };
  }
  const word = automationWord(token.name ?? '') ?? automationWord(token.owner?.login ?? '');
  if (word !== null) {
    return { ...NOTHING, way: 'github-app', because: `"${word}" says that a machine uses it`, unless: gaps };
  }
  const spans =
    organisations.length === 1
      ? ''
      : `; it is authorised in ${organisations.length} organisations, and each wants its own`;
  const has = scopesIn(covered);
  return {
    way: 'fine-grained-token',
    because: `fine-grained permissions do the work of ${has}${spans}`,
    make,
    stays,
    notes,
    unless: gaps,
  };
}

const scopesIn = (scopes: readonly string[]) =>
  scopes.length === 0 ? 'a token without scopes' : scopes.join(', ');

/** An organisation's fine-grained tokens are its members'. */
function forOutsider({ covered, uncovered }: Replacement): WayOff {
  const scopes = [...covered, ...uncovered];
  const stay = {
    scopes,
    subject: 'repositories where its owner is an outside collaborator',
    advice: 'Ask an organisation owner for a GitHub App, or keep the classic token and let it expire.',
  };
  return {
    ...NOTHING,
    way: 'stay',
    because: 'its owner is an outside collaborator, who can have no fine-grained token of this organisation',
    stays: [stay],
  };
}

function stayOf(scope: string): Stay {
  const gaps = gapsOf([scope]);
  const note = SCOPES.get(scope)?.replacement.note ?? 'what nothing else does yet';
  return {
    scopes: [scope],
    subject: gaps.length === 0 ? note : gaps.map(({ subject }) => subject).join('; or '),
    advice:
      gaps.length === 0 ? 'Take the scope off.' : [...new Set(gaps.map(({ advice }) => advice))].join(' '),
  };
}

function hasApp(scope: string): boolean {
  const gaps = gapsOf([scope]);
  return gaps.length > 0 && gaps.every(({ instead }) => instead === 'github-app');
}

const NOTHING = { make: null, stays: [], notes: [], unless: [] };
const deleted = (because: string): WayOff => ({ ...NOTHING, way: 'delete', because });
const untold = (because: string): WayOff => ({ ...NOTHING, way: 'cannot-tell', because });
