import { sha256 } from '#adapters/engine/sha256.ts';
import { type InventoryItem, orgLogin } from '#core/credential.ts';
import { evaluate } from '#core/evaluate.ts';
import type { Finding, FindingTransition } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { BUILT_IN_POLICY, type Policy } from '#core/policy/policy.ts';
import { RULE_DEFAULTS } from '#core/policy/rule-settings.ts';
import type { Pressed } from '#core/pressed.ts';
import { neverExpires } from '#core/rules/never-expires.ts';
import { unused } from '#core/rules/unused.ts';
import { failsByItsLimits } from '#core/still-fails.ts';
import { transitionsOf } from '#core/transitions.ts';
import { scanFacts, snapshotOf } from '#test/builders/facts.ts';
import { classicToken, fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { pressed } from '#test/builders/pressed.ts';
import { waiver } from '#test/builders/waivers.ts';

const RULES = [neverExpires, unused];

interface Night {
  readonly day?: number;
  readonly findings?: readonly Finding[];
  readonly policy?: Partial<Policy>;
  readonly presses?: readonly Pressed[];
}

/** What a night in which everything was read whole does to findings. */
function night(
  items: readonly InventoryItem[],
  { day = 0, findings = [], policy, presses = [] }: Night = {},
) {
  const scan = plusDays(NIGHT, day);
  const current = snapshotOf(items, scan);
  const judgedBy = { ...BUILT_IN_POLICY, ...policy };
  const context = { policy: judgedBy, now: scan, facts: scanFacts({ now: scan, items, findings }) };
  return transitionsOf({
    ...{ org: orgLogin('acme'), scan, findings, presses, rules: RULES, policy: judgedBy, current, sha256 },
    judgements: evaluate(current, RULES, context),
    stillFails: failsByItsLimits(current, RULES, context),
    previous: current,
    readings: new Map([['fine-grained-tokens', { status: 'complete' }]]),
  });
}

function only(transitions: readonly FindingTransition[]): FindingTransition {
  const [first, ...others] = transitions;
  if (first === undefined || others.length > 0) throw new RangeError('Not exactly one transition.');
  return first;
}

const endless = fineGrainedToken({ expiresAt: 'never' });
const lastUsed = (days: number) => ({ lastUsedAt: plusDays(NIGHT, -days) });

describe('a finding that opens', () => {
  it.each<[string, InventoryItem, Finding['credential']]>([
    [
      'an owner',
      endless,
      { kind: 'fine-grained-token', id: '101001', owner: 'octocat', name: 'release notes' },
    ],
    [
      'no owner and no name',
      fineGrainedToken({ expiresAt: 'never', owner: null, name: null }),
      { kind: 'fine-grained-token', id: '101001', owner: null, name: null },
    ],
  ])('says of what it is: a token with %s', (_, item, credential) => {
    const { finding, kind } = only(night([item]));
    expect(kind).toBe('opened');
    expect(finding).toMatchObject({ rule: 'never-expires', credential, since: NIGHT, said: null });
  });

  it('keeps the limits of its own rule for its own kind of credential', () => {
    const kinds = { 'classic-token': { enabled: true, severity: null, options: { days: 30 } } };
    const policy = { rules: { unused: { ...RULE_DEFAULTS, options: { days: 60 }, kinds } } };
    const old = [
      fineGrainedToken({ expiresAt: 'never', ...lastUsed(70) }),
      classicToken({ ...lastUsed(40) }),
      classicToken({ id: '161197', ...lastUsed(50) }),
    ];
    const limits = night(old, { policy }).map(({ finding }) => [
      ...[finding.rule, finding.credential.id],
      finding.limits,
    ]);
    expect(new Set(limits)).toEqual(
      new Set([
        ['never-expires', '101001', {}],
        ['unused', '101001', { days: 60 }],
        ['unused', '161195', { days: 30 }],
        ['unused', '161197', { days: 30 }],
      ]),
    );
  });
});

describe('a finding that comes back', () => {
  it('has not forgotten what an earlier Patrol said of it', () => {
    const said = { at: NIGHT, severity: 'medium', tier: null } as const;
    const opened = { ...only(night([endless])).finding, said };
    const { finding: over } = only(night([fineGrainedToken()], { day: 1, findings: [opened] }));
    const back = only(night([endless], { day: 2, findings: [over] }));
    expect(back).toEqual({ kind: 'reopened', finding: { ...opened, since: plusDays(NIGHT, 2) } });
  });
});

describe('a finding that somebody sees to', () => {
  const { finding: opened } = only(night([endless]));
  const { id, rule, severity, tier } = opened;
  const presses = [pressed({ finding: id, rule, severity, tier, at: plusDays(NIGHT, 0.5) })];
  const { finding: seenTo, kind } = only(night([endless], { day: 1, findings: [opened], presses }));
  const until = (day: number) => ({ waivers: [waiver({ until: plusDays(NIGHT, day) })] });

  it('says who does from the next scan on, and says it once', () => {
    expect([kind, seenTo.acknowledged]).toEqual([
      'acknowledged',
      { by: 'octocat', at: plusDays(NIGHT, 0.5) },
    ]);
    expect(night([endless], { day: 2, findings: [seenTo], presses })).toEqual([]);
  });

  it.each<[string, InventoryItem]>([
    ['', endless],
    [', though the fact is not told that night', fineGrainedToken({ expiresAt: 'unknown' })],
  ])('is excused like any other; nobody sees to it then, nor in the life after it%s', (_, item) => {
    const excused = only(night([item], { day: 2, findings: [seenTo], presses, policy: until(3) }));
    expect(excused).toMatchObject({ kind: 'waived', finding: { state: 'waived', acknowledged: null } });
    const again = { day: 4, findings: [excused.finding], presses, policy: until(3) };
    const lapsed = only(night([item], again));
    expect(lapsed).toMatchObject({ kind: 'unwaived', finding: { state: 'open', acknowledged: null } });
  });
});
