import fc from 'fast-check';
import { sha256 } from '#adapters/engine/sha256.ts';
import { type ItemKey, keyOf, orgLogin } from '#core/credential.ts';
import { evaluate } from '#core/evaluate.ts';
import type { Finding, Severity } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { DEFAULT_RETENTION } from '#core/retention.ts';
import { defineRule, PASS, type Rule } from '#core/rules/rule.ts';
import { days } from '#core/rules/rule-option.ts';
import type { Sighting, Snapshot } from '#core/snapshot.ts';
import { failsByItsLimits } from '#core/still-fails.ts';
import { transitionsOf } from '#core/transitions.ts';
import { scanFacts } from '#test/builders/facts.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { waiver } from '#test/builders/waivers.ts';

const IDS = ['1', '2', '3'];

/** What is true of one token in one night. Its level is all that the rule looks at; null: GitHub does not tell. */
interface Token {
  readonly there: boolean;
  readonly seen: boolean;
  readonly level: number | null;
  readonly excused: boolean;
}
interface Night {
  readonly whole: boolean;
  readonly on: boolean;
  readonly limit: number;
  readonly version: number;
  readonly tokens: Readonly<Record<string, Token>>;
}

const token: fc.Arbitrary<Token> = fc.record({
  there: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean()),
  seen: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean()),
  level: fc.option(fc.integer({ min: 0, max: 9 }), { freq: 6 }),
  excused: fc.boolean(),
});
const night: fc.Arbitrary<Night> = fc.record({
  whole: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.boolean()),
  on: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.boolean()),
  limit: fc.integer({ min: 2, max: 6 }),
  version: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.constant(2)),
  tokens: fc.record(Object.fromEntries(IDS.map((id) => [id, token]))),
});

/** Fails above a limit, and louder far above it. */
const ruleOf = (version: number): Rule =>
  defineRule({
    id: 'level',
    title: 'Levels are low',
    version,
    kinds: ['fine-grained-token'],
    options: {
      limit: days({ default: 1, minimum: 1, maximum: 9, tighter: 'lower', describes: 'the limit' }),
    },
    resolvedBy: 'renewed',
    check({ name }, { options: { limit } }) {
      const level = JSON.parse(name ?? 'null') as number | null;
      if (level === null) return { outcome: 'unknown', missing: 'the level' };
      if (level <= limit) return PASS;
      const severity = level > limit + 2 ? 'high' : 'low';
      return { outcome: 'fail', severity, tier: null, message: 'too high', remedy: 'lower it' };
    },
  });

/** What the model knows of a token in force: as it is, or as it was when it was seen last. */
interface Known {
  readonly level: number | null;
  readonly seen: boolean;
}
/** What the model knows of one finding. */
interface Life {
  readonly state: 'open' | 'waived' | 'resolved';
  readonly severity: Severity;
  readonly limit: number;
  readonly cause: string | null;
}
interface Model {
  readonly known: Readonly<Record<string, Known>>;
  /** `id@version` → life. */
  readonly lives: Readonly<Record<string, Life>>;
}

/** A token that is not there is believed to be gone on a whole night only; one not seen is as it was. */
function knownAfter({ known }: Model, { tokens, whole }: Night): Record<string, Known> {
  return Object.fromEntries(
    Object.entries(tokens).flatMap(([id, { level, seen, there }]): [string, Known][] => {
      const before = known[id];
      if (there && (seen || before === undefined)) return [[id, { level, seen: true }]];
      if (before === undefined || (!there && whole)) return [];
      return [[id, { level: before.level, seen: false }]];
    }),
  );
}

function modelAfter(model: Model, now: Night): Model {
  const known = knownAfter(model, now);
  const lives = IDS.flatMap((id) => Object.entries(livesAfter(id, { ...model, known }, now)));
  return { known, lives: Object.fromEntries(lives) };
}

/** What becomes of one token's findings, by both versions of the rule. */
function livesAfter(id: string, { known, lives }: Model, now: Night): Record<string, Life> {
  const level = known[id]?.level ?? null;
  const state = now.tokens[id]?.excused ? 'waived' : 'open';
  const fails = now.on && level !== null && level > now.limit;
  const severity = (level ?? 0) > now.limit + 2 ? 'high' : 'low';
  return Object.fromEntries(
    [1, 2].flatMap((version): [string, Life][] => {
      const place = `${id}@${version}`;
      const older = version !== now.version;
      if (fails && !older) return [[place, { state, severity, limit: now.limit, cause: null }]];
      const life = lives[place];
      if (life === undefined) return [];
      return [[place, lifeAfter(life, state, { known: known[id], fails, now, older })]];
    }),
  );
}

function lifeAfter(life: Life, state: Life['state'], seen: Parameters<typeof endOf>[1]): Life {
  if (life.state === 'resolved') return life;
  const cause = endOf(life, seen);
  return cause === null ? { ...life, state } : { ...life, state: 'resolved', cause };
}

function endOf(
  life: Life,
  { known, fails, now, older }: { known: Known | undefined; fails: boolean; now: Night; older: boolean },
): string | null {
  if (fails) return 'rule changed';
  if (known === undefined) return 'revoked';
  const told = !now.on || known.level !== null;
  if (!(known.seen && now.whole && told)) return null;
  if (older) return 'rule changed';
  return known.level !== null && known.level > life.limit ? 'policy changed' : 'renewed';
}

interface Real {
  readonly findings: readonly Finding[];
  readonly current: Snapshot;
}

function realAfter(real: Real, { known }: Model, now: Night, number: number) {
  const scan = plusDays(NIGHT, number);
  const current: Snapshot = new Map<ItemKey, Sighting>(
    Object.entries(known).map(([id, { level, seen }]) => {
      const item = fineGrainedToken({ id, name: JSON.stringify(level) });
      return [keyOf(item), { item, seen: seen ? scan : NIGHT }];
    }),
  );
  const rule = ruleOf(now.version);
  const policy = {
    version: 'test',
    rules: { level: { enabled: now.on, severity: null, options: { limit: now.limit }, kinds: {} } },
    customRules: [],
    baseline: null,
    retention: DEFAULT_RETENTION,
    waivers: IDS.filter((id) => now.tokens[id]?.excused).map((id) =>
      waiver({ rule: 'level', until: scan }, { credential: `fine-grained-token:${id}` as ItemKey }),
    ),
  };
  const transitions = transitionsOf({
    org: orgLogin('acme'),
    scan,
    findings: real.findings,
    presses: [],
    judgements: evaluate(current, [rule], { policy, now: scan, facts: scanFacts() }),
    rules: [rule],
    policy,
    previous: real.current,
    current,
    readings: new Map([['fine-grained-tokens', { status: now.whole ? 'complete' : 'partial' }]]),
    stillFails: failsByItsLimits(current, [rule], { policy, now: scan, facts: scanFacts() }),
    sha256,
  });
  const findings = new Map(real.findings.map((finding) => [finding.id, finding]));
  for (const { finding } of transitions) findings.set(finding.id, finding);
  return { transitions, real: { findings: [...findings.values()], current } };
}

function* played(sequence: readonly Night[]) {
  let model: Model = { known: {}, lives: {} };
  let real: Real = { findings: [], current: new Map() };
  for (const [number, now] of sequence.entries()) {
    const before = real.findings;
    model = modelAfter(model, now);
    const after = realAfter(real, model, now, number + 1);
    real = after.real;
    yield { now, model, before, ...after };
  }
}

const livesOf = (findings: readonly Finding[]): Model['lives'] =>
  Object.fromEntries(
    findings.map(({ credential, ruleVersion, state, severity, limits, cause }) => [
      `${credential.id}@${ruleVersion}`,
      { state, severity, limit: Number(limits?.['limit']), cause },
    ]),
  );

describe('findings over any sequence of nights', () => {
  const nights = fc.array(night, { minLength: 2, maxLength: 12 });

  it('live as a small model says', () => {
    const causes = new Set<string | null>();
    fc.assert(
      fc.property(nights, (sequence) => {
        for (const { model, real, transitions } of played(sequence)) {
          expect(livesOf(real.findings)).toEqual(model.lives);
          for (const { finding } of transitions) causes.add(finding.cause);
        }
      }),
      { numRuns: 300 },
    );
    expect(causes).toEqual(new Set([null, 'policy changed', 'renewed', 'revoked', 'rule changed']));
  });

  it('step only where something is new, each from the state before', () => {
    fc.assert(
      fc.property(nights, (sequence) => {
        for (const { before, transitions } of played(sequence)) {
          const states = new Map(before.map(({ id, state }) => [id, state]));
          for (const { kind, finding } of transitions) {
            expect(STEPS[states.get(finding.id) ?? 'none']).toContain(`${kind} ${finding.state}`);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are not resolved by a night that was not read whole, but for those that go on under a new fingerprint', () => {
    fc.assert(
      fc.property(nights, (sequence) => {
        for (const { now, transitions } of played(sequence)) {
          if (now.whole) continue;
          const ended = transitions.filter(({ kind }) => kind === 'resolved').map(({ finding }) => finding);
          expect(ended.filter(({ cause }) => cause !== 'rule changed')).toEqual([]);
          expect(ended.filter(({ ruleVersion }) => ruleVersion === now.version)).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** State before → step and state after. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  none: ['opened open', 'waived waived'],
  resolved: ['reopened open', 'waived waived'],
  open: [
    'waived waived',
    'resolved resolved',
    ...['severity-raised', 'severity-lowered', 'reworded', 'rejudged'].map((kind) => `${kind} open`),
  ],
  waived: [
    'waived waived',
    'unwaived open',
    'resolved resolved',
    ...['severity-raised', 'severity-lowered', 'reworded', 'rejudged'].map((kind) => `${kind} waived`),
  ],
};
