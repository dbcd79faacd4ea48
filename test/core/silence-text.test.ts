import type { AlertDecision } from '#core/finding.ts';
import { decisionWords } from '#core/silence-text.ts';

it.each<[AlertDecision['reason'], string | null, string]>([
  ['first-seen', null, 'said: it is new'],
  ['tier-raised', null, 'said: the next threshold is reached'],
  ['severity-raised', null, 'said: it got louder'],
  ['reminder-due', null, 'said again: it is still open'],
  ['resolved', null, 'said: it is over'],
  ['already-said', null, 'not said: nothing is new'],
  ['already-said', '2026-11-22T02:00:00Z', 'not said: nothing is new since 2026-11-22'],
  ['never-said', null, 'not said: it is over, and was never said here'],
  ['waived-until', null, 'not said: the policy excuses it'],
  ['waived-until', '2026-12-31T23:59:59Z', 'not said: excused until 2026-12-31'],
  ['inhibited-by', null, 'not said: another rule says more of the same credential'],
  ['inhibited-by', 'never-expires', 'not said: never-expires says more of the same credential'],
  ['acknowledged-by', null, 'not said: somebody deals with it, and it is no more urgent since'],
  ['acknowledged-by', 'hubot', 'not said: hubot deals with it, and it is no more urgent since'],
  ['below-route', null, 'not said: no route that leads here takes it'],
  ['quiet-hours', null, 'not said: quiet days or hours of the route that leads here'],
  ['quiet-hours', 'on-call', 'not said: quiet days or hours of the route on-call'],
  ['left-to-owner', null, 'not said: left to its owner until the next threshold'],
  ['left-to-owner', '2026-11-29T02:00:00Z', 'not said: left to its owner until 2026-11-29'],
  [
    'left-to-owner',
    'night of 2026-11-29T02:00',
    'not said: left to its owner until night of 2026-11-29T02:00',
  ],
  ['owner-unreachable', null, 'not said: its owner cannot be reached: no way is known'],
  ['owner-unreachable', 'no address', 'not said: its owner cannot be reached: no address'],
  ['too-early', null, 'not said: its owner hears of it some days before it ends'],
  ['too-early', '14', 'not said: its owner hears of it 14 days before it ends'],
  ['scan-incomplete', null, 'not said: its list was not read whole, so whether it still holds is not known'],
])('a decision for the reason %s (%s) reads "%s"', (reason, detail, words) => {
  expect(decisionWords({ reason, detail })).toBe(words);
});
