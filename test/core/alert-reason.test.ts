import { alertReason } from '#core/alert-reason.ts';
import type { Finding, Said } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { finding, NIGHT } from '#test/builders/items.ts';

const opened = plusDays(NIGHT, -5);
const said = (overrides: Partial<Said> = {}): Said => ({
  at: plusDays(NIGHT, -2),
  severity: 'medium',
  tier: 14,
  ...overrides,
});
const resolved = { state: 'resolved', resolvedAt: NIGHT, cause: 'renewed' } as const;

describe('alertReason', () => {
  it.each<[string, Partial<Finding>, string | null]>([
    ['a finding nobody was told of', { said: null }, 'first-seen'],
    ['a finding told in a former life', { said: said({ at: plusDays(opened, -1) }) }, 'first-seen'],
    ['a finding told the night it opened', { said: said({ at: opened }) }, null],
    ['a finding told and unchanged', { said: said() }, null],
    ['a finding whose next tier is reached', { said: said(), tier: 7 }, 'tier-raised'],
    ['a finding whose tier went back', { said: said(), tier: 30 }, null],
    ['a finding that got louder', { said: said(), severity: 'high' }, 'severity-raised'],
    ['a finding that got quieter', { said: said(), severity: 'low' }, null],
    ['one without tiers', { said: said({ tier: null }), tier: null }, null],
    ['one that is over and was told', { said: said(), ...resolved }, 'resolved'],
    ['one that is over and was never told', { said: null, ...resolved }, null],
    ['one whose end was told', { said: said({ at: NIGHT }), ...resolved }, null],
    ['one that is waived', { said: null, state: 'waived' }, null],
  ])('%s', (_, overrides, reason) => {
    expect(alertReason(finding({ severity: 'medium', tier: 14, since: opened, ...overrides }))).toBe(reason);
  });
});
