import fc from 'fast-check';
import { type Decision, type DecisionInput, decide } from '#core/alert-decision.ts';
import { type Delivery, delivered } from '#core/delivery.ts';
import { type Finding, SEVERITIES } from '#core/finding.ts';
import { daysBetween, plusDays } from '#core/instant.ts';
import { EVERYTHING, type Route } from '#core/route.ts';
import { finding, NIGHT } from '#test/builders/items.ts';
import { ACME } from '#test/builders/scan-input.ts';

const severity = fc.constantFrom(...SEVERITIES);
const tier = fc.constantFrom(30, 14, 7, 3, 1);
const night = fc.record({
  state: fc.constantFrom('open', 'open', 'open', 'open', 'waived', 'resolved'),
  severity,
  tier,
  whole: fc.constantFrom(true, true, true, false),
  inhibited: fc.constantFrom(false, false, false, true),
});
const routes = fc.record({
  severity,
  reminders: fc.boolean(),
  quiet: fc.constantFrom(null, { days: ['sunday'], hours: null, timeZone: 'Asia/Tokyo' } as const),
});
type Night = Readonly<{
  state: string;
  severity: Finding['severity'];
  tier: number;
  whole: boolean;
  inhibited: boolean;
}>;

interface Told {
  readonly finding: Finding;
  readonly decision: Decision;
  readonly input: DecisionInput;
}

/** Runs one finding through nights on one channel, as scans would. */
function live(nights: readonly Night[], overrides: Partial<Route>): Told[] {
  let now = finding({ state: 'resolved', resolvedAt: plusDays(NIGHT, -1) });
  let memory: Delivery | undefined;
  return nights.map((each, index) => {
    const at = plusDays(NIGHT, index);
    now = next(now, each, at);
    const input: DecisionInput = {
      org: ACME,
      finding: now,
      said: memory?.said ?? null,
      routes: [{ ...EVERYTHING, ...overrides }],
      now: at,
      inhibitedBy: each.inhibited ? 'expired-still-granted' : null,
      seenWhole: each.whole,
    };
    const decision = decide(input);
    if (decision.speak) {
      const saying = { at, reason: decision.reason, severity: now.severity, tier: now.tier };
      memory = delivered(memory, { channel: 'a channel', about: now.id, handle: null, saying });
    }
    return { finding: now, decision, input };
  });
}

function next(
  before: Finding,
  { state, severity: loud, tier: near, whole }: Night,
  at: Finding['since'],
): Finding {
  if (state === 'resolved' || (before.state === 'resolved' && state === 'waived')) {
    // What a list that was not read whole does not show is still there.
    return before.state === 'resolved' || !whole
      ? before
      : { ...before, state: 'resolved', resolvedAt: at, cause: 'renewed' };
  }
  const since = before.state === 'open' || state === 'waived' ? before.since : at;
  const words = { severity: loud, tier: near, resolvedAt: null, cause: null };
  return { ...before, ...words, since, state: state === 'waived' ? 'waived' : 'open' };
}

const law = (check: (told: readonly Told[]) => void) =>
  fc.assert(
    fc.property(fc.array(night, { minLength: 1, maxLength: 40 }), routes, (nights, route) =>
      check(live(nights, route)),
    ),
    { numRuns: 200 },
  );
const spoken = (told: readonly Told[]) =>
  told.flatMap(({ decision, input, finding: each }) =>
    decision.speak ? [{ ...each, reason: decision.reason, at: input.now }] : [],
  );

describe('whatever happens to a finding', () => {
  it('nothing but a reminder is said twice of one tier and severity in one life', () => {
    law((told) => {
      const news = spoken(told).filter(({ reason }) => reason !== 'reminder-due');
      const said = news.map((each) => [each.since, each.state, each.tier, each.severity].join(' '));
      expect(new Set(said).size).toBe(said.length);
    });
  });

  it('a reminder comes no sooner than its severity allows', () => {
    law((told) => {
      const words = spoken(told);
      for (const [index, { at, reason, severity: loud }] of words.entries()) {
        const before = words[index - 1];
        if (reason !== 'reminder-due' || before === undefined) continue;
        expect(daysBetween(before.at, at)).toBeGreaterThanOrEqual(
          { critical: 1, high: 3, medium: 7, low: 7 }[loud],
        );
      }
    });
  });

  it('what is waived is not spoken of', () => {
    law((told) => {
      for (const { finding: each, decision } of told) {
        if (each.state === 'waived') expect(decision).toMatchObject({ speak: false, reason: 'waived-until' });
      }
    });
  });

  it('an end is told once, of what was told', () => {
    law((told) => {
      const words = spoken(told);
      for (const [index, { reason, since }] of words.entries()) {
        if (reason === 'resolved') expect(words[index - 1]).toMatchObject({ since, state: 'open' });
      }
    });
  });

  it('silence about what is open, routed, and neither waived nor inhibited nor quiet means that it was said', () => {
    law((told) => {
      for (const { decision, input } of told) {
        if (decision.speak || decision.reason !== 'already-said') continue;
        expect(input.said?.at ?? '').toBe(decision.detail);
      }
    });
  });
});

it('a list that was not read whole resolves nothing, whatever is handed in', () => {
  fc.assert(
    fc.property(severity, tier, fc.integer({ min: 0, max: 30 }), (loud, near, ago) => {
      const over = finding({
        state: 'resolved',
        resolvedAt: NIGHT,
        cause: 'revoked',
        since: plusDays(NIGHT, -30),
      });
      const said = { at: plusDays(NIGHT, -ago), severity: loud, tier: near };
      const decision = decide({
        org: ACME,
        finding: over,
        said,
        routes: [EVERYTHING],
        now: NIGHT,
        inhibitedBy: null,
        seenWhole: false,
      });
      expect(decision.speak).toBe(false);
    }),
  );
});
