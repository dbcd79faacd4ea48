import { type Instant, plusDays } from '#core/instant.ts';
import type { Pressed } from '#core/pressed.ts';
import { finding, NIGHT } from './items.ts';

/** octocat acknowledged the finding of the builder the night it opened; or snoozed it for seven days. */
export function pressed(overrides: Partial<Pressed> = {}): Pressed {
  const { id, rule, severity, since, tier } = finding();
  const { press = 'acknowledge', at = NIGHT } = overrides;
  return {
    press,
    finding: id,
    rule,
    credential: 'fine-grained-token:101001' as Pressed['credential'],
    since,
    severity,
    tier,
    by: 'octocat',
    at,
    until: press === 'snooze' ? (`${plusDays(at, 7).slice(0, 10)}T23:59:59Z` as Instant) : null,
    ...overrides,
  };
}
