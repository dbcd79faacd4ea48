import { type InventoryItem, keyOf } from '#core/credential.ts';
import type { Finding, Verdict } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { BUILT_IN_POLICY, type Policy } from '#core/policy/policy.ts';
import { RULE_DEFAULTS } from '#core/policy/rule-settings.ts';
import type { ReadingStatus } from '#core/reading.ts';
import { type NightSeen, resolutionOf } from '#core/resolution.ts';
import { neverExpires } from '#core/rules/never-expires.ts';
import { ownerWithout2fa } from '#core/rules/owner-without-2fa.ts';
import { snapshotOf } from '#test/builders/facts.ts';
import { finding, fineGrainedToken, NIGHT, owner, person, tokenRequest } from '#test/builders/items.ts';

interface Given {
  readonly before?: readonly InventoryItem[];
  readonly now?: readonly InventoryItem[];
  readonly people?: ReadingStatus;
}

function night({ before = [], now = [], people = 'complete' }: Given): NightSeen {
  return {
    scan: NIGHT,
    rules: [neverExpires, ownerWithout2fa],
    policy: BUILT_IN_POLICY,
    previous: snapshotOf(before, plusDays(NIGHT, -1)),
    current: snapshotOf(now),
    readings: new Map([
      ['fine-grained-tokens', { status: 'complete' }],
      ['people', { status: people }],
    ]),
    stillFails: () => false,
  };
}

const of = ({ kind, id }: InventoryItem, rule = 'never-expires'): Finding =>
  finding({ rule, credential: { kind, id, owner: null, name: null } });

const token = fineGrainedToken();
const ended = fineGrainedToken({ expiresAt: NIGHT });
const request = tokenRequest();
const late = tokenRequest({ expiresAt: NIGHT });
const nameless = person({ owner: null });

describe('the finding of something that is not there any more ends, since it was', () => {
  it.each<[string, InventoryItem, Given, string]>([
    ['decided: a request', request, { before: [request] }, 'decided'],
    ['decided, though the token would have ended', request, { before: [late] }, 'decided'],
    ['removed: a person', person(), { before: [person()] }, 'owner removed'],
    ['removed: a person whose login GitHub does not tell', nameless, { before: [nameless] }, 'owner removed'],
    ['expired: what ended this very night', token, { before: [ended] }, 'expired'],
    ['removed with its owner', token, { before: [token, person()] }, 'owner removed'],
    [
      'revoked, if its owner is still there',
      token,
      { before: [token, person()], now: [person()] },
      'revoked',
    ],
    ['revoked, if nobody saw its owner before', token, { before: [token] }, 'revoked'],
    [
      'revoked, if people were not read whole',
      token,
      { before: [token, person()], people: 'partial' },
      'revoked',
    ],
    ['revoked, if GitHub named no owner', token, { before: [fineGrainedToken({ owner: null })] }, 'revoked'],
    ['revoked, if the night before did not know it either', token, {}, 'revoked'],
  ])('%s', (_, item, given, cause) => {
    expect(resolutionOf(night(given), of(item), undefined)).toBe(cause);
  });
});

describe('the finding of something that is still there', () => {
  const secured = person({ twoFactor: 'enabled' });
  it.each<[string, InventoryItem, string, Verdict['outcome'], string | null]>([
    ['ends as its rule says', token, 'never-expires', 'pass', 'renewed'],
    ['ends as its rule says of this one', secured, 'owner-without-2fa', 'pass', 'two factors'],
    [
      'ends as its rule says of another',
      person({ twoFactor: 'disabled' }),
      'owner-without-2fa',
      'not-applicable',
      'revoked',
    ],
    ['ends as expired', ended, 'never-expires', 'pass', 'expired'],
    ['goes on if nobody can tell', token, 'never-expires', 'unknown', null],
  ])('%s', (_, item, rule, outcome, cause) => {
    expect(resolutionOf(night({ now: [item] }), of(item, rule), outcome)).toBe(cause);
  });

  it('goes on if it was not seen tonight', () => {
    const earlier = { item: token, seen: plusDays(NIGHT, -1) };
    const carriedOver = { ...night({}), current: new Map([[keyOf(token), earlier]]) };
    expect(resolutionOf(carriedOver, of(token), 'pass')).toBeNull();
  });
});

describe('the finding of something that still fails by its limits, which tonight’s policy leaves out', () => {
  const scope = { owners: ['hubot'], repositories: null };
  const scoped = { rules: { 'never-expires': { ...RULE_DEFAULTS, scope } } };
  const ofHubot = fineGrainedToken({ owner: owner('hubot', 2) });

  it.each<[string, Pick<Policy, 'rules'>, readonly InventoryItem[], string]>([
    ['out of scope, if it was in the scope before', scoped, [ofHubot], 'out of scope'],
    ['policy changed, if it never was', scoped, [token], 'policy changed'],
    ['policy changed, if nobody knows where it was', scoped, [], 'policy changed'],
    ['policy changed, if its rule has no scope', BUILT_IN_POLICY, [ofHubot], 'policy changed'],
  ])('ends as %s', (_, policy, before, cause) => {
    const stillFailing = { ...night({ before, now: [token] }), policy, stillFails: () => true };
    expect(resolutionOf(stillFailing, of(token), 'not-applicable')).toBe(cause);
  });
});
