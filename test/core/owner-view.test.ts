import type { Delivery, Memory } from '#core/delivery.ts';
import type { Finding } from '#core/finding.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { addressesByLogin, type OwnerAddress } from '#core/owner-address.ts';
import { leftToOwner, type Owners, type OwnerView, tooEarly, viewOfOwners } from '#core/owner-first.ts';
import { finding, fingerprint, NIGHT } from '#test/builders/items.ts';

const of = (owner: string | null): Partial<Finding> => ({ credential: { ...finding().credential, owner } });
const departure = (overrides: Partial<Finding> = {}): Finding =>
  finding({ id: fingerprint('owner-left'), rule: 'owner-left', tier: null, ...overrides });
const OCTOCAT = { login: 'octocat', slack: 'U012ABCDEF', may: [] };
const owners = (overrides: Partial<Owners> = {}): Owners => ({
  ...{ people: [], memory: new Map(), wereTold: true },
  ...overrides,
});
const lookedUp = (...addresses: OwnerAddress[]): Partial<Owners> => ({
  lookedUp: addressesByLogin(addresses),
});
const found: OwnerAddress = { login: 'Octocat', at: NIGHT, slack: 'U012ABCDEF', why: null };
const notFound: OwnerAddress = { login: 'Octocat', at: NIGHT, slack: null, why: 'no e-mail address' };

describe('why there is no way to the owner of a finding', () => {
  it.each<[string, Partial<Finding>, Partial<Owners>, string | null]>([
    ['the policy names', {}, { people: [OCTOCAT] }, null],
    ['the policy names in other letters', of('OctoCat'), { people: [OCTOCAT] }, null],
    ['nobody names or looks up', {}, {}, 'no Slack user known for octocat'],
    ['nobody looked up yet', {}, lookedUp(), null],
    ['was looked up and found', of('OCTOCAT'), lookedUp(found), null],
    ['was looked up in vain', of('OCTOCAT'), lookedUp(notFound), 'no e-mail address'],
    ['another was looked up in vain', of('monalisa'), lookedUp(notFound), null],
    [
      'was looked up in vain before the policy named them',
      {},
      { ...lookedUp(notFound), people: [OCTOCAT] },
      null,
    ],
    ['GitHub does not name', of(null), lookedUp(found), 'GitHub names no owner'],
  ])('of an owner whom %s', (_, overrides, known, why) => {
    const about = finding(overrides);
    expect(viewOfOwners([about], owners(known))(about).unreachable).toBe(why);
  });

  it.each<[string, Finding, string | null]>([
    ['has left', departure(), 'octocat has left the organisation'],
    [
      'has left, as is known and excused',
      departure({ state: 'waived' }),
      'octocat has left the organisation',
    ],
    ['has left, in other letters', departure(of('OCTOCAT')), 'octocat has left the organisation'],
    ['had left and is back', departure({ state: 'resolved' }), null],
    ['is there, while another has left', departure(of('monalisa')), null],
    ['is there, while one without a name has left', departure(of(null)), null],
    ['is near the limit of tokens', departure({ rule: 'owner-near-token-limit' }), null],
  ])('of an owner who %s', (_, beside, why) => {
    const about = finding();
    expect(viewOfOwners([about, beside], owners({ people: [OCTOCAT] }))(about).unreachable).toBe(why);
  });
});

describe('what an owner heard first', () => {
  const about = finding({ since: plusDays(NIGHT, -5) });
  const saying = (day: number, tier: number) =>
    ({ at: plusDays(NIGHT, day), reason: 'first-seen', severity: 'medium', tier }) as const;
  const memory = (...sayings: Delivery['sayings']): Memory => {
    const [said = saying(0, 0)] = sayings.slice(-1);
    return new Map([[about.id, { channel: 'owner', about: about.id, said, handle: null, sayings }]]);
  };

  it.each<[string, Memory, number | null]>([
    ['nothing', new Map(), null],
    ['of its former life', memory(saying(-9, 14)), null],
    ['twice', memory(saying(-5, 7), saying(-2, 3)), 7],
    ['in its former life and in this one', memory(saying(-9, 14), saying(-4, 7), saying(-1, 3)), 7],
  ])('who was told %s', (_, told, tier) => {
    expect(viewOfOwners([about], owners({ memory: told }))(about).first?.tier ?? null).toBe(tier);
  });
});

const limits = { tiers: [30, 14, 7, 3, 1] };

describe('until when it is too early for the owner to hear', () => {
  it.each<[string, Partial<Finding>, string | null]>([
    ['that is two weeks away', { tier: 14, limits }, '7'],
    ['that is a week away', { tier: 7, limits }, null],
    ['that is a day away', { tier: 1, limits }, null],
    ['without tiers', { tier: null, limits: { days: 90 } }, null],
    ['by tiers of which none is a week', { tier: 14, limits: { tiers: [14, 5] } }, '5'],
    ['by tiers that are all further away', { tier: 60, limits: { tiers: [90, 60, 30] } }, '30'],
    ['of before limits were kept, two weeks away', { tier: 14, limits: null }, '7'],
    ['of before limits were kept, a week away', { tier: 7, limits: null }, null],
  ])('of something %s', (_, overrides, tier) => {
    expect(tooEarly(finding(overrides))).toBe(tier);
  });
});

describe('until when a finding is left to its owner', () => {
  const heard = (tier: number | null): OwnerView => ({
    ...{ unreachable: null, wasTold: true },
    first: { at: NIGHT, tier },
  });
  const at = (seconds: number) => plusSeconds(plusDays(NIGHT, 7), seconds);

  it.each<[string, Partial<Finding>, OwnerView, number, string | null]>([
    ['heard a week before', { tier: 7, limits }, heard(7), 0, 'tier 3'],
    ['heard a week before, and is there', { tier: 3, limits }, heard(7), 0, null],
    ['heard, and it has no tier any more', { tier: null, limits }, heard(7), -3_601, at(0)],
    ['heard of what has no tiers', { tier: null }, heard(null), -3_601, at(0)],
    ['heard of it, an hour short of a week ago', { tier: null }, heard(null), -3_600, null],
    ['heard at a tier, of before limits were kept', { tier: 7 }, heard(7), -3_601, at(0)],
  ])('who %s', (_, overrides, view, late, until) => {
    expect(leftToOwner(finding(overrides), view, at(late))).toBe(until);
  });
});
