import { readFileSync } from 'node:fs';
import type { Decision } from '#core/alert-decision.ts';
import { decideAll } from '#core/alert-decisions.ts';
import { type Delivery, delivered, type Saying } from '#core/delivery.ts';
import type { Finding } from '#core/finding.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { EVERYTHING } from '#core/route.ts';
import { finding, fingerprint } from '#test/builders/items.ts';
import { ACME } from '#test/builders/scan-input.ts';
import { reading } from '#test/cli/builders/scan-result.ts';

const FIRST = '2026-10-01T02:00:00Z' as Instant;
const night = (number: number): Instant => plusDays(FIRST, number - 1);
const ROUTE = {
  ...EVERYTHING,
  name: 'on-call',
  quiet: { days: ['saturday', 'sunday'], hours: null, timeZone: 'Europe/Paris' },
} as const;

interface Step extends Partial<Finding> {
  readonly says: string;
  /** Whether its list is read whole, from now on. */
  readonly whole?: boolean;
  /** Whether it is expired and still granted, from now on. */
  readonly still?: boolean;
}

/** What happens to the finding, from the night on that it is said of. */
const STORY: Readonly<Record<number, Step>> = {
  1: { says: 'opens: 30 days left', state: 'open', severity: 'low', tier: 30, since: night(1) },
  7: { says: 'its list is refused', whole: false },
  9: { says: 'its list is read again', whole: true },
  12: { says: 'waived by the policy', state: 'waived' },
  16: { says: 'the waiver lapses', state: 'open', since: night(16) },
  17: { says: '14 days left', tier: 14, severity: 'medium' },
  24: { says: '7 days left', tier: 7, severity: 'high' },
  28: { says: '3 days left', tier: 3 },
  30: { says: '1 day left', tier: 1, severity: 'critical' },
  33: { says: 'expired, still granted: another rule opens', still: true },
  36: { says: 'renewed', still: false, state: 'resolved', resolvedAt: night(36), cause: 'renewed' },
  45: {
    says: 'opens again: 14 days left',
    state: 'open',
    resolvedAt: null,
    cause: null,
    since: night(45),
    tier: 14,
    severity: 'low',
  },
  47: { says: 'it is used again', severity: 'medium' },
  50: { says: 'unused after all', severity: 'low' },
  52: { says: 'used again', severity: 'medium' },
  55: { says: 'renewed', state: 'resolved', resolvedAt: night(55), cause: 'renewed' },
};

function* sixtyNights(): Generator<string> {
  const other = finding({ id: fingerprint('other'), rule: 'expired-still-granted' });
  let now = finding({ id: fingerprint('the one'), since: night(1) });
  let whole = true;
  let still = false;
  let memory: Delivery | undefined;
  for (let number = 1; number <= 60; number++) {
    const step: Step = STORY[number] ?? { says: '' };
    const { says, whole: sees, still: isStill, ...changes } = step;
    [whole, still, now] = [sees ?? whole, isStill ?? still, { ...now, ...changes }];
    const decision = decideOn(night(number), still ? [now, other] : [now], { whole, memory });
    if (decision.speak) memory = noted(memory, now, { at: night(number), reason: decision.reason });
    const cells = [
      number,
      `${weekday(number)} ${night(number).slice(0, 10)}`,
      says,
      stateOf(now),
      told(decision),
    ];
    yield `| ${cells.join(' | ')} |`;
  }
}

function decideOn(
  now: Instant,
  findings: readonly Finding[],
  { whole, memory }: { readonly whole: boolean; readonly memory: Delivery | undefined },
): Decision {
  const [first] = decideAll({
    org: ACME,
    now,
    sources: [reading('fine-grained-tokens', { status: whole ? 'complete' : 'refused' })],
    findings,
    routes: [ROUTE],
    saidOf: () => memory?.said ?? null,
  });
  if (first === undefined) throw new Error('Nothing was decided.');
  return first.decision;
}

function noted(
  memory: Delivery | undefined,
  { id, severity, tier }: Finding,
  saying: Pick<Saying, 'at' | 'reason'>,
): Delivery {
  return delivered(memory, {
    channel: 'sns:x',
    about: id,
    handle: null,
    saying: { ...saying, severity, tier },
  });
}

const stateOf = ({ severity, state, tier }: Finding): string =>
  state === 'open' ? `${severity}, tier ${tier}` : state;

function told(decision: Decision): string {
  if (decision.speak) return `**${decision.reason}**`;
  const { detail, reason } = decision;
  return detail === null ? reason : `${reason} ${detail.replace(/T.*/, '')}`;
}

const weekday = (number: number): string =>
  new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(night(number)));

it('sixty nights of one finding are decided as the page says, line by line', () => {
  const page = readFileSync(new URL('../../docs/alerts.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| \d+ \| \w{3} 2026-/.test(line));
  expect([...sixtyNights()]).toEqual(rows);
});
