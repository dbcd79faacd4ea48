import fc from 'fast-check';
import { sha256 } from '#adapters/engine/sha256.ts';
import { type InventoryItem, keyOf, orgLogin } from '#core/credential.ts';
import { evaluate } from '#core/evaluate.ts';
import type { Finding } from '#core/finding.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { BUILT_IN_POLICY, type Policy } from '#core/policy/policy.ts';
import type { ReadingStatus, SourceName } from '#core/reading.ts';
import { rules } from '#core/rules/registry.ts';
import type { Rule } from '#core/rules/rule.ts';
import type { OptionValue } from '#core/rules/rule-option.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { failsByItsLimits } from '#core/still-fails.ts';
import { transitionsOf } from '#core/transitions.ts';
import type { Waiver } from '#core/waiver.ts';
import { inventory } from '#test/builders/arbitraries.ts';
import { scanFacts, snapshotOf } from '#test/builders/facts.ts';
import { fineGrainedToken, NIGHT, person } from '#test/builders/items.ts';
import { anyWaiver, waiver } from '#test/builders/waivers.ts';

const ORG = orgLogin('acme');
const LISTS: readonly SourceName[] = [
  'fine-grained-tokens',
  'sso-credentials',
  'app-installations',
  'deploy-keys',
  'people',
];

interface Night {
  readonly scan: Instant;
  readonly items: readonly InventoryItem[];
  readonly seen?: Instant;
  readonly status?: ReadingStatus;
  readonly people?: ReadingStatus;
  readonly rules?: readonly Rule[];
  readonly waivers?: readonly Waiver[];
  readonly policy?: Pick<Policy, 'rules'>;
}

function step(findings: readonly Finding[], previous: Snapshot, night: Night) {
  const current = snapshotOf(night.items, night.seen ?? night.scan);
  const judging = night.rules ?? rules;
  const policy = { ...BUILT_IN_POLICY, ...night.policy, waivers: night.waivers ?? [] };
  const partial = LISTS.filter(
    (source) => ((source === 'people' ? night.people : night.status) ?? 'complete') !== 'complete',
  );
  const facts = scanFacts({ now: night.scan, items: night.items, findings, partial });
  const context = { policy, now: night.scan, facts };
  const transitions = transitionsOf({
    org: ORG,
    scan: night.scan,
    findings,
    presses: [],
    judgements: evaluate(current, judging, context),
    rules: judging,
    policy,
    stillFails: failsByItsLimits(current, judging, context),
    previous,
    current,
    readings: new Map(
      LISTS.map((source) => [
        source,
        { status: (source === 'people' ? night.people : night.status) ?? 'complete' },
      ]),
    ),
    sha256,
  });
  const after = new Map(findings.map((finding) => [finding.id, finding]));
  for (const { finding } of transitions) after.set(finding.id, finding);
  return { transitions, current, findings: [...after.values()] };
}

function life(nights: readonly Night[]) {
  let state = {
    transitions: step([], new Map(), { scan: NIGHT, items: [] }).transitions,
    current: new Map() as Snapshot,
    findings: [] as Finding[],
  };
  return nights.map((night) => {
    state = step(state.findings, state.current, night);
    return state.transitions.map(({ finding, kind }) => [finding.rule, kind, finding.tier, finding.cause]);
  });
}

const token = (daysLeft: number | 'never', overrides = {}) =>
  fineGrainedToken({
    expiresAt: daysLeft === 'never' ? 'never' : plusDays(NIGHT, daysLeft),
    grantedAt: NIGHT,
    lastUsedAt: NIGHT,
    ...overrides,
  });
const night = (number: number, ...items: InventoryItem[]): Night => ({
  scan: plusDays(NIGHT, number),
  items,
});

const newer = rules.map((rule) => ({ ...rule, version: 2 }));
const settings = { enabled: true, severity: null, options: {}, kinds: {} };
const limited = (options: Readonly<Record<string, OptionValue>>) => ({
  policy: { rules: { 'expires-soon': { ...settings, options } } },
});
const switchedOff = { policy: { rules: { 'expires-soon': { ...settings, enabled: false } } } };

describe('a finding’s life', () => {
  it('opens, rises tier by tier, and ends when the token is renewed', () => {
    expect(
      life([
        night(0, token(20)),
        night(1, token(20)),
        night(6, token(20)),
        night(13, token(20)),
        night(14, token(350)),
        night(15, token(350)),
      ]),
    ).toEqual([
      [['expires-soon', 'opened', 30, null]],
      [],
      [['expires-soon', 'tier-raised', 14, null]],
      [['expires-soon', 'tier-raised', 7, null]],
      [['expires-soon', 'resolved', 7, 'renewed']],
      [],
    ]);
  });

  it.each<[string, Night, unknown[]]>([
    ['revoked, gone before its date', night(1, person()), [['expires-soon', 'resolved', 7, 'revoked']]],
    ['expired, gone after its date', night(6), [['expires-soon', 'resolved', 7, 'expired']]],
    [
      'expired, still listed',
      night(5, token(5)),
      [
        ['expires-soon', 'resolved', 7, 'expired'],
        ['expired-still-granted', 'opened', null, null],
      ],
    ],
    ['renewed, but the reading was cut off', { ...night(1, token(300)), status: 'partial' }, []],
    ['carried over from the night before', { ...night(1, token(300)), seen: NIGHT }, []],
    ['not seen, so that its expiry is unknown', night(1, token(5, { expiresAt: 'unknown' })), []],
    [
      'carried over, and the day comes nearer',
      { ...night(3, token(5)), seen: NIGHT, status: 'refused' },
      [['expires-soon', 'tier-raised', 3, null]],
    ],
    ['gone with its owner', night(1), [['expires-soon', 'resolved', 7, 'owner removed']]],
    [
      'gone, its owner perhaps not',
      { ...night(1), people: 'partial' },
      [['expires-soon', 'resolved', 7, 'revoked']],
    ],
    [
      'no longer near by a looser limit',
      { ...night(1, token(5)), ...limited({ tiers: [3, 1] }) },
      [['expires-soon', 'resolved', 7, 'policy changed']],
    ],
    [
      'renewed, and the limit is looser as well',
      { ...night(1, token(300)), ...limited({ tiers: [3, 1] }) },
      [['expires-soon', 'resolved', 7, 'renewed']],
    ],
    [
      'of a rule that is switched off',
      { ...night(1, token(5)), ...switchedOff },
      [['expires-soon', 'resolved', 7, 'policy changed']],
    ],
    [
      'of a rule that is switched off, and the reading was cut off',
      { ...night(1, token(5)), ...switchedOff, status: 'partial' },
      [],
    ],
    [
      'by other limits that say the same',
      { ...night(1, token(5)), ...limited({ tiers: [60, 7, 1] }) },
      [['expires-soon', 'rejudged', 7, null]],
    ],
    [
      'of a rule that is no more',
      { ...night(1, token(5)), rules: [] },
      [['expires-soon', 'resolved', 7, 'rule changed']],
    ],
    [
      'failing by a newer version of the rule, unseen',
      { ...night(1, token(5)), rules: newer, seen: NIGHT, status: 'refused' },
      [
        ['expires-soon', 'opened', 7, null],
        ['expires-soon', 'resolved', 7, 'rule changed'],
      ],
    ],
    [
      'judged by a newer version of the rule, unseen',
      { ...night(1, token(300)), rules: newer, seen: NIGHT },
      [],
    ],
    [
      'judged by a newer version of the rule',
      { ...night(1, token(300)), rules: newer },
      [['expires-soon', 'resolved', 7, 'rule changed']],
    ],
  ])('after it opened: %s', (_, second, transitions) => {
    expect(life([night(0, token(5), person()), second])[1]).toEqual(transitions);
  });

  it('comes back as the same finding, with a new beginning', () => {
    expect(life([night(0, token('never')), night(1, token(300)), night(2, token('never'))])).toEqual([
      [['never-expires', 'opened', null, null]],
      [['never-expires', 'resolved', null, 'renewed']],
      [['never-expires', 'reopened', null, null]],
    ]);
  });

  it('keeps its fingerprint when the token and its owner are renamed', () => {
    const first = step([], new Map(), night(0, token(5)));
    const second = step(
      first.findings,
      first.current,
      night(1, token(5, { name: 'new', owner: { id: 1, login: 'new' } })),
    );
    expect(second.transitions.map(({ kind }) => kind)).toEqual(['reworded']);
    expect(second.findings.map(({ id }) => id)).toEqual(first.findings.map(({ id }) => id));
  });
});

describe('a waiver', () => {
  const never = { expiresAt: 'never' } as const;
  const until = (number: number) => plusDays(NIGHT, number);
  const waived = (...waivers: Waiver[]) => ({ waivers });
  const steps = (...nights: Night[]) => life(nights).map((each) => each.map(([, kind]) => kind));

  it('excuses a finding from its first night on, and not one night longer than it says', () => {
    const excused = waived(waiver({ until: until(2) }));
    expect(
      steps(
        { ...night(0, token('never')), ...excused },
        { ...night(1, token('never')), ...excused },
        { ...night(2, token('never')), ...excused },
        { ...night(3, token('never')), ...excused },
      ),
    ).toEqual([['waived'], [], [], ['unwaived']]);
  });

  it.each<[string, Night, string[]]>([
    ['is given', { ...night(1, token('never')), ...waived(waiver()) }, ['waived']],
    ['is for another rule', { ...night(1, token('never')), ...waived(waiver({ rule: 'unused' })) }, []],
    ['lapsed before', { ...night(1, token('never')), ...waived(waiver({ until: NIGHT })) }, []],
    [
      'is given, and the credential could not be seen',
      { ...night(1, token('never')), ...waived(waiver()), seen: NIGHT, status: 'refused' },
      ['waived'],
    ],
    [
      'is given, and the fact is not told tonight',
      { ...night(1, token('never', { expiresAt: 'unknown' })), ...waived(waiver()) },
      ['waived'],
    ],
    ['is given, and the finding is over', { ...night(1, token(300)), ...waived(waiver()) }, ['resolved']],
  ])('of an open finding %s', (_, second, kinds) => {
    expect(steps(night(0, token('never')), second)[1]).toEqual(kinds);
  });

  it.each<[string, Night, string[]]>([
    ['is withdrawn', night(1, token('never')), ['unwaived']],
    [
      'is withdrawn, and the fact is not told tonight',
      night(1, token('never', { expiresAt: 'unknown' })),
      ['unwaived'],
    ],
    ['is extended', { ...night(1, token('never')), ...waived(waiver({ until: until(90) })) }, ['waived']],
    [
      'has a longer one beside it',
      { ...night(1, token('never')), ...waived(waiver(), waiver({ until: until(90) })) },
      ['waived'],
    ],
    [
      'has a shorter one beside it',
      { ...night(1, token('never')), ...waived(waiver({ until: until(5) }), waiver()) },
      [],
    ],
    ['is no longer needed', { ...night(1, token(300)), ...waived(waiver()) }, ['resolved']],
    ['excuses what is gone', { ...night(1), ...waived(waiver()) }, ['resolved']],
  ])('of a waived finding %s', (_, second, kinds) => {
    expect(steps({ ...night(0, token('never')), ...waived(waiver()) }, second)[1]).toEqual(kinds);
  });

  it('is remembered with the finding while it excuses, and a new beginning when it no longer does', () => {
    const first = step([], new Map(), { ...night(0, fineGrainedToken(never)), ...waived(waiver()) });
    expect(first.findings).toEqual([
      expect.objectContaining({
        state: 'waived',
        since: NIGHT,
        waiver: {
          by: 'waiver',
          until: waiver().until,
          reason: 'a vendor that cannot renew',
          ticket: 'SEC-1',
          requestedBy: 'octocat',
          approvedBy: 'hubot',
        },
      }),
    ]);
    const second = step(first.findings, first.current, night(1, fineGrainedToken(never)));
    expect(second.findings).toEqual([
      expect.objectContaining({ state: 'open', since: plusDays(NIGHT, 1), waiver: null }),
    ]);
  });

  it('never adds a finding, and takes none away that it does not show as waived', () => {
    fc.assert(
      fc.property(inventory, inventory, fc.array(anyWaiver, { maxLength: 4 }), (before, after, waivers) => {
        const nights = [
          { scan: NIGHT, items: before },
          { scan: plusDays(NIGHT, 1), items: after },
        ];
        const unresolved = (excused: readonly Waiver[]) => {
          const first = step([], new Map(), { ...(nights[0] as Night), waivers: excused });
          const { findings } = step(first.findings, first.current, {
            ...(nights[1] as Night),
            waivers: excused,
          });
          return findings.filter(({ state }) => state !== 'resolved');
        };
        const open = (findings: readonly Finding[]) =>
          findings.filter(({ state }) => state === 'open').map(({ id }) => id);
        const ids = (findings: readonly Finding[]) => findings.map(({ id }) => id).sort();
        const [with_, without] = [unresolved(waivers), unresolved([])];
        expect(open(without)).toEqual(expect.arrayContaining(open(with_)));
        expect(ids(with_)).toEqual(ids(without));
      }),
    );
  });
});

describe('laws', () => {
  it('the same night twice changes nothing', () => {
    fc.assert(
      fc.property(inventory, fc.array(anyWaiver, { maxLength: 3 }), (items, waivers) => {
        const night = { scan: NIGHT, items, waivers };
        const first = step([], new Map(), night);
        expect(step(first.findings, first.current, night).transitions).toEqual([]);
      }),
    );
  });

  it('a night that was not read whole resolves nothing', () => {
    fc.assert(
      fc.property(inventory, inventory, (before, after) => {
        const first = step([], new Map(), { scan: NIGHT, items: before });
        const carried = new Map([...before, ...after].map((item) => [keyOf(item), item]));
        const second = step(first.findings, first.current, {
          scan: plusDays(NIGHT, 1),
          items: [...carried.values()],
          status: 'partial',
          people: 'partial',
        });
        expect(second.transitions.filter(({ kind }) => kind === 'resolved')).toEqual([]);
      }),
    );
  });
});
