import { type DecisionInput, decide } from '#core/alert-decision.ts';
import type { Finding, Said } from '#core/finding.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { OWNER, type OwnerView } from '#core/owner-first.ts';
import { EVERYTHING, type Route } from '#core/route.ts';
import { finding, NIGHT } from '#test/builders/items.ts';
import { ACME } from '#test/builders/scan-input.ts';

const opened = plusDays(NIGHT, -5);
const said = (overrides: Partial<Said> = {}): Said => ({
  at: plusDays(NIGHT, -2),
  severity: 'medium',
  tier: 14,
  ...overrides,
});
const resolved = { state: 'resolved', resolvedAt: NIGHT, cause: 'renewed' } as const;
const route = (overrides: Partial<Route>): Partial<DecisionInput> => ({
  routes: [{ ...EVERYTHING, name: 'on-call', ...overrides }],
});
const view = (overrides: Partial<OwnerView> = {}): OwnerView => ({
  ...{ unreachable: null, first: null, wasTold: false },
  ...overrides,
});
const departed = view({ unreachable: 'octocat has left the organisation' });
const sundays = { days: ['sunday'], hours: null, timeZone: 'Europe/Paris' } as const;

function words(overrides: Partial<Finding>, input: Partial<DecisionInput>): string {
  const decision = decide({
    org: ACME,
    finding: finding({ severity: 'medium', tier: 14, since: opened, ...overrides }),
    said: null,
    routes: [EVERYTHING],
    now: NIGHT,
    inhibitedBy: null,
    seenWhole: true,
    ...input,
  });
  if (decision.speak) return `SAY ${decision.reason}`;
  return decision.detail === null ? decision.reason : `${decision.reason} ${decision.detail}`;
}

describe('what is decided about a finding that is open', () => {
  it.each<[string, Partial<Finding>, Partial<DecisionInput>, string]>([
    ['nobody was told of it', {}, {}, 'SAY first-seen'],
    ['told in a former life', {}, { said: said({ at: plusDays(opened, -1) }) }, 'SAY first-seen'],
    ['told the night it opened', {}, { said: said({ at: opened }) }, `already-said ${opened}`],
    ['told and unchanged', {}, { said: said() }, `already-said ${said().at}`],
    ['its next tier is reached', { tier: 7 }, { said: said() }, 'SAY tier-raised'],
    ['its tier went back', { tier: 30 }, { said: said() }, `already-said ${said().at}`],
    ['it got louder', { severity: 'high' }, { said: said() }, 'SAY severity-raised'],
    ['it got quieter', { severity: 'low' }, { said: said() }, `already-said ${said().at}`],
    ['it has no tier any more', { tier: null }, { said: said() }, `already-said ${said().at}`],
    ['it has no tiers', { tier: null }, { said: said({ tier: null }) }, `already-said ${said().at}`],
    [
      'another rule says more of it',
      {},
      { inhibitedBy: 'expired-still-granted' },
      'inhibited-by expired-still-granted',
    ],
    [
      'somebody deals with it',
      { acknowledged: { by: 'octocat', at: NIGHT }, since: plusDays(NIGHT, -8) },
      { said: said({ at: plusDays(NIGHT, -7) }) },
      'acknowledged-by octocat',
    ],
    [
      'somebody dealt with it, and its next tier is reached',
      { acknowledged: { by: 'octocat', at: NIGHT }, tier: 7 },
      { said: said() },
      'SAY tier-raised',
    ],
    [
      'somebody deals with it, and nobody here was told',
      { acknowledged: { by: 'octocat', at: NIGHT } },
      {},
      'SAY first-seen',
    ],
    ['it is below the route', {}, route({ severity: 'high' }), 'below-route'],
    [
      'it fell below the route',
      {},
      { ...route({ severity: 'high' }), said: said() },
      `already-said ${said().at}`,
    ],
    ['another rule is routed', {}, route({ rules: ['unused'] }), 'below-route'],
    ['another organisation is', {}, route({ organisations: ['beta'] }), 'below-route'],
    ['this organisation is, in capitals', {}, route({ organisations: ['ACME'] }), 'SAY first-seen'],
    ['another kind is', {}, route({ kinds: ['ssh-key'] }), 'below-route'],
    ['its owner is', {}, route({ owners: ['Octocat'] }), 'SAY first-seen'],
    ['it is Sunday in Paris', {}, route({ quiet: sundays }), 'quiet-hours on-call'],
    ['it is Sunday and critical', { severity: 'critical' }, route({ quiet: sundays }), 'SAY first-seen'],
    [
      'it is Saturday in New York',
      {},
      route({ quiet: { ...sundays, timeZone: 'America/New_York' } }),
      'SAY first-seen',
    ],
    [
      'hours over midnight',
      {},
      route({ quiet: { days: [], hours: { from: '22:00', to: '07:00' }, timeZone: 'UTC' } }),
      'quiet-hours on-call',
    ],
    [
      'hours of the day',
      {},
      route({ quiet: { days: [], hours: { from: '02:01', to: '07:00' }, timeZone: 'UTC' } }),
      'SAY first-seen',
    ],
    [
      'hours that have just ended',
      {},
      route({ quiet: { days: [], hours: { from: '01:00', to: '02:00' }, timeZone: 'UTC' } }),
      'SAY first-seen',
    ],
  ])('%s', (_, overrides, input, expected) => {
    expect(words(overrides, input)).toBe(expected);
  });

  it.each<[Finding['severity'], number]>([
    ['critical', 1],
    ['high', 3],
    ['medium', 7],
    ['low', 7],
  ])('is said again when it is still %s after %d days, and not before', (severity, days) => {
    const input = (ago: number, more: Partial<DecisionInput> = {}) =>
      words(
        { severity, since: plusDays(NIGHT, -30) },
        { said: said({ severity, at: plusDays(NIGHT, -ago) }), ...more },
      );
    expect(input(days)).toBe('SAY reminder-due');
    expect(input(days - 0.02)).toBe('SAY reminder-due');
    expect(input(days - 0.1)).toMatch(/^already-said/);
    expect(input(days, route({ reminders: false }))).toMatch(/^already-said/);
    expect(input(days, { seenWhole: false })).toBe('scan-incomplete');
  });
});

it('a reminder that is due within an hour does not wait for another night', () => {
  const ago = (days: number, early: number) =>
    words(
      { since: plusDays(NIGHT, -30) },
      { said: said({ at: plusSeconds(plusDays(NIGHT, -days), early) }) },
    );
  expect(ago(7, 3_600)).toBe('SAY reminder-due');
  expect(ago(7, 3_601)).toMatch(/^already-said/);
});

describe('what is decided where the owner comes first', () => {
  it.each<[string, Partial<DecisionInput>, string]>([
    [
      'the others wait',
      { ...route({ to: [OWNER, 'sns'] }), owner: view() },
      'left-to-owner 2026-11-24T02:00:00Z',
    ],
    ['the others hear, since nobody gets direct messages', route({ to: [OWNER, 'sns'] }), 'SAY first-seen'],
    ['the others hear by a route without the owner', { owner: view() }, 'SAY first-seen'],
    ['the others hear, as before', { ...route({ to: [OWNER, 'sns'] }), owner: departed }, 'SAY first-seen'],
    ['the owner need not hear yet', { owner: view(), toOwner: true }, 'too-early 7'],
    ['the owner hears, of whom nothing is known', { toOwner: true }, 'SAY first-seen'],
    [
      'the owner cannot hear',
      { owner: departed, toOwner: true },
      'owner-unreachable octocat has left the organisation',
    ],
  ])('%s', (_, input, expected) => {
    expect(words({}, input)).toBe(expected);
  });
});

describe('what is decided about one that is waived or over', () => {
  it.each<[string, Partial<Finding>, Partial<DecisionInput>, string]>([
    ['waived', { state: 'waived' }, {}, 'waived-until'],
    ['waived, though told', { state: 'waived', tier: 3 }, { said: said() }, 'waived-until'],
    ['over, and told', resolved, { said: said() }, 'SAY resolved'],
    ['over, and told of by a route that is no more', resolved, { said: said(), routes: [] }, 'SAY resolved'],
    ['over, and never told', resolved, {}, 'never-said'],
    ['over, and its end was told', resolved, { said: said({ at: NIGHT }) }, `already-said ${NIGHT}`],
    [
      'over, says a list that was not read whole',
      resolved,
      { said: said(), seenWhole: false },
      'scan-incomplete',
    ],
    [
      'over, because the rule changed',
      { ...resolved, cause: 'rule changed' },
      { said: said(), seenWhole: false },
      'SAY resolved',
    ],
    [
      'over, because the policy changed',
      { ...resolved, cause: 'policy changed' },
      { said: said(), seenWhole: false },
      'SAY resolved',
    ],
    [
      'over since yesterday, which a whole list said',
      { ...resolved, resolvedAt: plusDays(NIGHT, -1) },
      { said: said(), seenWhole: false },
      'SAY resolved',
    ],
    [
      'over, without a night on which it ended',
      { ...resolved, resolvedAt: null },
      { said: said() },
      `already-said ${said().at}`,
    ],
    [
      'over, and the owner was told',
      resolved,
      { said: said(), owner: view(), toOwner: true },
      'SAY resolved',
    ],
    [
      'over, and the owner who was told has left',
      resolved,
      { said: said(), owner: departed, toOwner: true },
      'owner-unreachable octocat has left the organisation',
    ],
    [
      'over, and the others were told of one who has left',
      resolved,
      { said: said(), owner: departed },
      'SAY resolved',
    ],
  ])('%s', (_, overrides, input, expected) => {
    expect(words(overrides, input)).toBe(expected);
  });
});
