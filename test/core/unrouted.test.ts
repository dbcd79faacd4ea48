import type { Finding } from '#core/finding.ts';
import { addressesByLogin } from '#core/owner-address.ts';
import type { Owners } from '#core/owner-first.ts';
import { EVERYTHING, type Route } from '#core/route.ts';
import { unroutedAmong } from '#core/unrouted.ts';
import { finding, fingerprint, NIGHT } from '#test/builders/items.ts';
import { ACME } from '#test/builders/scan-records.ts';

const toOwner: Route = { ...EVERYTHING, to: ['slack', 'owner'] };
const toSlack: Route = { ...EVERYTHING, to: ['slack'] };
const loudToOwner: Route = { ...toOwner, severity: 'high' };
const NOBODY: Owners = { people: [], memory: new Map(), wereTold: true };
const of = (owner: string | null, overrides: Partial<Finding> = {}): Finding =>
  finding({ id: fingerprint(`${owner}`), credential: { ...finding().credential, owner }, ...overrides });
const unknown = (...logins: string[]): string[] => logins.map((each) => `no Slack user known for ${each}`);
const five = ['a', 'b', 'c', 'd', 'e'];

describe('what cannot be routed to its owner', () => {
  it.each<[string, readonly Route[], Finding[], number, string[]]>([
    ['of two: both', [toOwner], [of('a'), of('b')], 2, unknown('a', 'b')],
    ['for one reason: it is named once', [toOwner], [of('a'), of('a')], 2, unknown('a')],
    ['of nobody: so it says', [toOwner], [of(null)], 1, ['GitHub names no owner']],
    [
      'for many reasons: five are named',
      [toOwner],
      [...five, 'f'].map((each) => of(each)),
      6,
      unknown(...five),
    ],
    [
      'is open',
      [toOwner],
      [of('a', { state: 'waived' }), of('b', { state: 'resolved' }), of('c')],
      1,
      unknown('c'),
    ],
    [
      'is led there',
      [loudToOwner],
      [of('a', { severity: 'low' }), of('b', { severity: 'high' })],
      1,
      unknown('b'),
    ],
    ['is led there first', [loudToOwner, toSlack], [of('a'), of('b', { severity: 'high' })], 1, unknown('b')],
  ])('%s', (_, routes, findings, total, why) => {
    expect(unroutedAmong(findings, { org: ACME, owners: NOBODY, routes })).toEqual({ total, why });
  });

  it.each<[string, readonly Route[], Finding[]]>([
    ['there is nothing', [toOwner], []],
    ['no route leads to owners', [toSlack], [of('a')]],
    ['no route takes it', [loudToOwner], [of('a')]],
  ])('is nothing where %s', (_, routes, findings) => {
    expect(unroutedAmong(findings, { org: ACME, owners: NOBODY, routes })).toBeNull();
  });

  it('is everything of theirs where there is no bot', () => {
    expect(unroutedAmong([of('a'), of('b')], { org: ACME, owners: undefined, routes: [toOwner] })).toEqual({
      ...{ total: 2, why: ['direct messages need a Slack bot'] },
    });
  });

  it('is not what its owner can be told', () => {
    const lookedUp = addressesByLogin([{ login: 'a', at: NIGHT, slack: 'U012ABCDEF', why: null }]);
    const owners = { ...NOBODY, lookedUp };
    expect(unroutedAmong([of('a')], { org: ACME, owners, routes: [toOwner] })).toBeNull();
  });

  it('has reasons of one line and bounded length', () => {
    const hostile = of(`mona\n${'a'.repeat(300)}`);
    const [why = ''] = unroutedAmong([hostile], { org: ACME, owners: NOBODY, routes: [toOwner] })?.why ?? [];
    expect(why).toMatch(/^no Slack user known for mona[^\n]*a+/);
    expect(why.length).toBeLessThanOrEqual(100);
  });
});
