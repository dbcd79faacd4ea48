import fc from 'fast-check';
import { type Decided, decideAll } from '#core/alert-decisions.ts';
import { type Delivery, delivered, type Memory } from '#core/delivery.ts';
import { type Finding, SEVERITIES } from '#core/finding.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { OWNER } from '#core/owner-first.ts';
import type { People } from '#core/people.ts';
import { EVERYTHING } from '#core/route.ts';
import { unroutedAmong } from '#core/unrouted.ts';
import { finding, NIGHT } from '#test/builders/items.ts';
import { ACME } from '#test/builders/scan-input.ts';
import { reading } from '#test/cli/builders/scan-result.ts';

const TIERS = [30, 14, 7, 3, 1];
const ROUTE = { ...EVERYTHING, name: 'the owner first', to: [OWNER, 'slack'], reminders: false };
const PEOPLE: People = [{ login: 'Octocat', slack: 'U012ABCDEF', may: [] }];
const expiring = (overrides: Partial<Finding> = {}) =>
  finding({ tier: 7, severity: 'high', limits: { tiers: TIERS }, ...overrides });

interface Ears {
  readonly owner: Memory;
  readonly others: Memory;
}
const NOTHING: Ears = { owner: new Map(), others: new Map() };

interface World {
  readonly now: Instant;
  readonly people?: People;
  /** Whether direct messages arrive. */
  readonly delivers?: boolean;
  readonly beside?: readonly Finding[];
}

/** One night: the owner is told, then the others; gives what was decided, and what both know afterwards. */
function night(about: Finding, { now, people = PEOPLE, delivers = true, beside = [] }: World, ears: Ears) {
  const of = (memory: Memory) => ({
    ...{ org: ACME, now, routes: [ROUTE], sources: [reading('fine-grained-tokens', {})] },
    findings: [about, ...beside],
    saidOf: ({ id }: Finding) => memory.get(id)?.said ?? null,
  });
  const before = { people, memory: ears.owner, wereTold: false };
  const [toOwner] = decideAll({ ...of(ears.owner), owners: before, toOwner: true });
  const owner = delivers ? noted(ears.owner, toOwner, now) : ears.owner;
  const after = { people, memory: owner, wereTold: true };
  const [toOthers] = decideAll({ ...of(ears.others), owners: after });
  return {
    told: [wordsOf(toOwner), wordsOf(toOthers)],
    ears: { owner, others: noted(ears.others, toOthers, now) },
    after,
  };
}

function noted(memory: Memory, decided: Decided | undefined, at: Instant): Memory {
  if (decided === undefined || !decided.decision.speak) return memory;
  const { decision, finding: about } = decided;
  const saying = { at, reason: decision.reason, severity: about.severity, tier: about.tier };
  const place = { channel: 'one', about: about.id, handle: null };
  const note: Delivery = delivered(memory.get(about.id), { ...place, saying });
  return new Map([...memory, [about.id, note]]);
}

function wordsOf(decided: Decided | undefined): string {
  if (decided === undefined) return 'nothing decided';
  const { decision } = decided;
  if (decision.speak) return `SAY ${decision.reason}`;
  return `${decision.reason} ${decision.detail?.replace(/T.*/, '') ?? ''}`.trim();
}

type Step = readonly [day: number, about: Partial<Finding>, world: Partial<World>, told: readonly string[]];

/** What the owner and the others hear, night by night. */
function story(...steps: readonly Step[]) {
  let ears = NOTHING;
  const told = steps.map(([day, overrides, world]) => {
    const about = expiring({ since: NIGHT, ...overrides });
    const result = night(about, { now: plusDays(NIGHT, day), ...world }, ears);
    ears = result.ears;
    return result.told;
  });
  expect(told).toEqual(steps.map(([, , , expected]) => expected));
}

const over = { state: 'resolved', resolvedAt: plusDays(NIGHT, 8), cause: 'renewed' } as const;

describe('the owner first', () => {
  it('hears of what expires a week before; the others hear when the next tier comes', () => {
    story(
      [0, { tier: 14, severity: 'medium' }, {}, ['too-early 7', 'left-to-owner tier 3']],
      [1, {}, {}, ['SAY first-seen', 'left-to-owner tier 3']],
      [2, {}, {}, ['already-said 2026-11-23', 'left-to-owner tier 3']],
      [5, { tier: 3 }, {}, ['SAY tier-raised', 'SAY first-seen']],
      [6, { tier: 3 }, {}, ['already-said 2026-11-27', 'already-said 2026-11-27']],
      [8, { ...over, tier: 3 }, {}, ['SAY resolved', 'SAY resolved']],
    );
  });

  it('who acts in time is the only one who heard of it', () => {
    story(
      [1, {}, {}, ['SAY first-seen', 'left-to-owner tier 3']],
      [8, over, {}, ['SAY resolved', 'never-said']],
    );
  });

  it('has as long as a reminder takes where there is no next tier', () => {
    const unused = { rule: 'unused', tier: null, severity: 'medium', limits: { days: 90 } } as const;
    story(
      [0, unused, {}, ['SAY first-seen', 'left-to-owner 2026-11-29']],
      [6, unused, {}, ['already-said 2026-11-22', 'left-to-owner 2026-11-29']],
      [7, unused, {}, ['already-said 2026-11-22', 'SAY first-seen']],
    );
  });

  it('hears at the last tier where all are further away than a week', () => {
    const limits = { tiers: [90, 60, 30] };
    story(
      [0, { limits, tier: 60 }, {}, ['too-early 30', 'left-to-owner 2026-11-25']],
      [1, { limits, tier: 30 }, {}, ['SAY first-seen', 'left-to-owner 2026-11-26']],
      [4, { limits, tier: 30 }, {}, ['already-said 2026-11-23', 'SAY first-seen']],
    );
  });

  it('has the same time again when it comes back', () => {
    const unused = { rule: 'unused', tier: null, severity: 'medium', limits: { days: 90 } } as const;
    const mended = { ...unused, state: 'resolved', resolvedAt: plusDays(NIGHT, 1), cause: 'used' } as const;
    const back = { ...unused, since: plusDays(NIGHT, 20) };
    story(
      [0, unused, {}, ['SAY first-seen', 'left-to-owner 2026-11-29']],
      [1, mended, {}, ['SAY resolved', 'never-said']],
      [20, back, {}, ['SAY first-seen', 'left-to-owner 2026-12-19']],
      [27, back, {}, ['already-said 2026-12-12', 'SAY first-seen']],
    );
  });

  it('is not waited for when it is critical', () => {
    story([0, { tier: 1, severity: 'critical' }, {}, ['SAY first-seen', 'SAY first-seen']]);
  });

  it('is not waited for when the message did not arrive; when it does, the others have heard already', () => {
    story(
      [0, {}, { delivers: false }, ['SAY first-seen', 'SAY first-seen']],
      [1, {}, {}, ['SAY first-seen', 'already-said 2026-11-22']],
    );
  });

  const credential = (owner: string | null) => ({ ...expiring().credential, owner });
  const left = finding({ rule: 'owner-left', id: 'f'.repeat(64) as Finding['id'] });
  it.each<[string, Partial<Finding>, Partial<World>, string]>([
    ['the policy does not know', {}, { people: [] }, 'no Slack user known for octocat'],
    ['GitHub does not name', { credential: credential(null) }, {}, 'GitHub names no owner'],
    ['who has left', {}, { beside: [left] }, 'octocat has left the organisation'],
  ])('%s: the others hear at once, and the digest counts it', (_, overrides, world, why) => {
    const about = expiring(overrides);
    const { after, told } = night(about, { now: NIGHT, ...world }, NOTHING);
    expect(told).toEqual([`owner-unreachable ${why}`, 'SAY first-seen']);
    const findings = [about, ...(world.beside ?? [])];
    const unrouted = unroutedAmong(findings, { org: ACME, owners: after, routes: [ROUTE] });
    expect(unrouted).toEqual({ total: findings.length, why: [why] });
  });
});

describe('whatever happens to a finding of an owner who is told first', () => {
  const nights = fc.array(
    fc.record({
      severity: fc.constantFrom(...SEVERITIES),
      tier: fc.constantFrom(...TIERS),
      delivers: fc.boolean(),
      isKnown: fc.constantFrom(true, true, true, false),
    }),
    { minLength: 1, maxLength: 30 },
  );

  type Night = typeof nights extends fc.Arbitrary<infer All extends readonly unknown[]> ? All[number] : never;

  /** What was heard, by whom and how loud; after each night `check` sees who knows. */
  function live(all: readonly Night[], check: (each: Night, ears: Ears, toOwner: string) => void): string[] {
    let ears = NOTHING;
    return all.flatMap((each, index) => {
      const { delivers, isKnown, severity, tier } = each;
      const world = { now: plusDays(NIGHT, index), delivers, people: isKnown ? PEOPLE : [] };
      const result = night(expiring({ severity, tier, since: NIGHT }), world, ears);
      ears = result.ears;
      const [toOwner = '', toOthers = ''] = result.told;
      check(each, ears, toOwner);
      return [
        ...(toOwner.startsWith('SAY') && delivers ? [`owner ${tier} ${severity}`] : []),
        ...(toOthers.startsWith('SAY') ? [`others ${tier} ${severity}`] : []),
      ];
    });
  }

  it('somebody knows of it from the night on which its owner could, and nobody hears one thing twice', () => {
    const { id } = expiring();
    fc.assert(
      fc.property(nights, (all) => {
        const heard = live(all, ({ severity }, { others, owner }, toOwner) => {
          expect(owner.has(id) || others.has(id) || toOwner.startsWith('too-early')).toBe(true);
          expect(severity !== 'critical' || others.has(id)).toBe(true);
        });
        expect(new Set(heard).size).toBe(heard.length);
      }),
      { numRuns: 300 },
    );
  });
});
