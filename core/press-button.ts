import { keyOf } from './credential.ts';
import type { Finding } from './finding.ts';
import { type Instant, plusDays } from './instant.ts';
import { mayPress, type Person, type Press } from './people.ts';
import type { Pressed } from './pressed.ts';
import { LONGEST_WAIVER_DAYS } from './waiver.ts';

const SNOOZE_DAYS = 7;
/** Snoozes of one finding in `LONGEST_WAIVER_DAYS`, so that nobody excuses by himself what another should approve. */
const MOST_SNOOZES = Math.floor(LONGEST_WAIVER_DAYS / SNOOZE_DAYS);

interface Pressing {
  readonly press: Press;
  /** Null: there is none of that id. */
  readonly finding: Finding | null;
  /** Null: the policy does not list whoever pressed. */
  readonly person: Person | null;
  readonly now: Instant;
  /** What was pressed of this finding before. */
  readonly earlier: readonly Pressed[];
}

type Answer =
  | { readonly kind: 'record'; readonly pressed: Pressed }
  /** In words for whoever pressed: why not, and what to do. */
  | { readonly kind: 'refuse'; readonly why: string };

/** What a press comes to. */
export function pressButton({ press, finding, person, now, earlier }: Pressing): Answer {
  if (person === null) return refuse(NOBODY);
  if (!mayPress(person, press)) return refuse(`The policy does not let ${person.login} ${press}. ${ASK}`);
  if (finding === null) return refuse('Patrol does not know this finding any more.');
  switch (finding.state) {
    case 'resolved':
      return refuse('This is over already: there is nothing to do.');
    case 'waived':
      return refuse(`This is excused already, until ${finding.waiver?.until.slice(0, 10) ?? 'a later day'}.`);
    case 'open':
      break;
    default:
      return finding.state satisfies never;
  }
  const why = press === 'snooze' ? refusalToSnooze({ finding, person, now, earlier }) : null;
  return why === null ? { kind: 'record', pressed: pressedBy({ press, finding, person, now }) } : refuse(why);
}

const ASK = 'Whoever keeps the policy can add it under people (docs/policy.md).';
const NOBODY = `The policy does not say who you are. ${ASK}`;

const refuse = (why: string): Answer => ({ kind: 'refuse', why });

/** As for a waiver of the policy: not by the owner of what it excuses, and not for half a year. */
function refusalToSnooze({
  finding,
  person,
  now,
  earlier,
}: {
  readonly finding: Finding;
  readonly person: Person;
  readonly now: Instant;
  readonly earlier: readonly Pressed[];
}): string | null {
  if (finding.credential.owner?.toLowerCase() === person.login.toLowerCase()) {
    return 'This is yours, so somebody else must snooze it. You can acknowledge it.';
  }
  const from = plusDays(now, -LONGEST_WAIVER_DAYS);
  const recent = earlier.filter(({ press, at }) => press === 'snooze' && at >= from).length;
  if (recent < MOST_SNOOZES) return null;
  return `This was snoozed ${recent} times within ${LONGEST_WAIVER_DAYS} days. What is to be excused for longer needs a waiver in the policy, which somebody approves: patrol waive ${finding.id.slice(0, 12)}.`;
}

function pressedBy({
  press,
  finding,
  person,
  now,
}: {
  readonly press: Press;
  readonly finding: Finding;
  readonly person: Person;
  readonly now: Instant;
}): Pressed {
  const { id, rule, severity, since, tier } = finding;
  return {
    press,
    finding: id,
    rule,
    credential: keyOf(finding.credential),
    since,
    severity,
    tier,
    by: person.login,
    at: now,
    until: press === 'snooze' ? lastSecondOf(plusDays(now, SNOOZE_DAYS)) : null,
  };
}

function lastSecondOf(instant: Instant): Instant {
  return `${instant.slice(0, 10)}T23:59:59Z` as Instant;
}

/** `acknowledged by octocat on 2026-11-25`, or until when it is snoozed. */
export function pressedWords({ by, at, until }: Pick<Pressed, 'by' | 'at' | 'until'>): string {
  return until === null
    ? `acknowledged by ${by} on ${at.slice(0, 10)}`
    : `snoozed by ${by} until ${until.slice(0, 10)}`;
}
