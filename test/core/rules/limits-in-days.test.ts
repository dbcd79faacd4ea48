import type { InventoryItem } from '#core/credential.ts';
import { type Instant, parseInstant } from '#core/instant.ts';
import { rules } from '#core/rules/registry.ts';
import type { Given } from '#test/builders/facts.ts';
import {
  appInstallation,
  classicToken,
  deployKey,
  finding,
  fineGrainedToken,
  owner,
  person,
  sshKey,
  tokenRequest,
} from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

/** The nights on which a day is easily miscounted. Clocks in Europe changed on 29 March and 25 October 2026. */
const NIGHTS = [
  '2028-02-29T02:00:00Z',
  '2028-03-01T00:00:00Z',
  '2027-03-01T00:00:00Z',
  '2100-03-01T02:00:00Z',
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-12-31T23:59:59Z',
  '2027-01-01T00:00:00Z',
];

interface Limit {
  /** From the night on; negative: before it. */
  readonly days: number;
  /** What stands at the limit, or beside it. */
  readonly item: (at: Instant, now: Instant) => InventoryItem;
  readonly given?: (at: Instant) => Given;
  /** Outcome, severity and tier on the limit, and a second farther from the night. */
  readonly says: readonly [string, string];
}

const eternal = { expiresAt: 'never' } as const;
const strangers = { items: [person({ id: '9', owner: owner('hubot', 9) })] };
const used = (overrides: object) => (lastUsedAt: Instant) =>
  classicToken({ ...eternal, ...overrides, lastUsedAt });

/** Every option of a rule that counts days. */
const LIMITS: Readonly<Record<string, Limit>> = {
  'app-suspended.days': {
    days: -14,
    item: (suspendedAt) => appInstallation({ suspendedAt }),
    says: ['pass', 'fail low'],
  },
  'automation-wants-app.inUseWithinDays': {
    days: -30,
    item: used({ name: 'nightly' }),
    says: ['fail low', 'not-applicable'],
  },
  'broad-classic-scope.inUseWithinDays': {
    days: -30,
    item: used({ scopes: ['admin:org'] }),
    says: ['fail high', 'fail medium'],
  },
  'classic-replaceable.inUseWithinDays': { days: -30, item: used({}), says: ['fail low', 'not-applicable'] },
  'deploy-key-can-write.inUseWithinDays': {
    days: -30,
    item: (lastUsedAt) => deployKey({ readOnly: false, lastUsedAt }),
    says: ['fail high', 'fail medium'],
  },
  'deploy-key-unused.days': {
    days: -90,
    item: (lastUsedAt) => deployKey({ lastUsedAt }),
    says: ['pass', 'fail low'],
  },
  'expired-still-granted.inUseWithinDays': {
    days: -30,
    item: (lastUsedAt, now) => classicToken({ expiresAt: now, lastUsedAt }),
    says: ['fail high', 'fail low'],
  },
  'expires-soon.tiers': {
    days: 30,
    item: (expiresAt, now) => classicToken({ expiresAt, lastUsedAt: now }),
    says: ['fail low 30', 'pass'],
  },
  'expires-soon.inUseWithinDays': {
    days: -30,
    item: (lastUsedAt, now) => classicToken({ expiresAt: shifted(now, 0, 1), lastUsedAt }),
    says: ['fail critical 1', 'fail medium 1'],
  },
  'lifetime-over-limit.days': {
    days: 366,
    item: (expiresAt, grantedAt) => fineGrainedToken({ expiresAt, grantedAt }),
    says: ['pass', 'fail low'],
  },
  'never-used.days': {
    days: -30,
    item: (grantedAt) => classicToken({ ...eternal, grantedAt, lastUsedAt: 'never' }),
    says: ['pass', 'fail low'],
  },
  'owner-left.inUseWithinDays': {
    days: -30,
    item: used({}),
    given: () => strangers,
    says: ['fail high', 'fail medium'],
  },
  'request-waiting.days': {
    days: -3,
    item: (requestedAt) => tokenRequest({ requestedAt, expiresAt: 'never' }),
    says: ['pass', 'fail medium'],
  },
  'rights-grew.days': {
    days: -7,
    item: () => classicToken(),
    given: (since) => ({
      before: [classicToken()],
      findings: [
        finding({
          rule: 'rights-grew',
          severity: 'high',
          since,
          credential: { kind: 'classic-token', id: classicToken().id, owner: 'octocat', name: null },
        }),
      ],
    }),
    says: ['fail high', 'pass'],
  },
  'ssh-key-unused.days': {
    days: -90,
    item: (lastUsedAt) => sshKey({ lastUsedAt }),
    says: ['pass', 'fail low'],
  },
  'unused.days': { days: -90, item: used({}), says: ['pass', 'fail low'] },
  'write-on-all-repositories.inUseWithinDays': {
    days: -30,
    item: (lastUsedAt) =>
      fineGrainedToken({
        ...eternal,
        lastUsedAt,
        repositorySelection: 'all',
        permissions: { repository: { administration: 'write' } },
      }),
    says: ['fail high', 'fail medium'],
  },
};

/** A moment days and seconds away, as GitHub gives it where clocks are two hours ahead. */
function shifted(from: Instant, days: number, seconds: number): Instant {
  const local = new Date(Date.parse(from) + days * 86_400_000 + seconds * 1_000 + 2 * 3_600_000);
  return parseInstant(local.toISOString().replace('Z', '+02:00'));
}

function said(place: string, { days, item, given }: Limit, now: Instant, secondsBeyond: number): string {
  const rule = rules.find(({ id }) => place.startsWith(`${id}.`));
  if (rule === undefined) throw new Error(`${place} is of no rule.`);
  const at = shifted(now, days, Math.sign(days) * secondsBeyond);
  const verdict = judgeByDefault(rule, item(at, now), { ...given?.(at), now });
  if (verdict.outcome !== 'fail') return verdict.outcome;
  return ['fail', verdict.severity, verdict.tier].filter((word) => word !== null).join(' ');
}

it('every option that counts days is here', () => {
  const counting = rules.flatMap(({ id, options }) =>
    Object.entries(options)
      .filter(([, { type }]) => type !== 'count')
      .map(([name]) => `${id}.${name}`),
  );
  expect(Object.keys(LIMITS).toSorted()).toEqual(counting.toSorted());
});

describe.each(Object.entries(LIMITS))('the limit %s', (place, limit) => {
  it.each(NIGHTS)('holds to the second on %s', (night) => {
    const now = parseInstant(night);
    expect([0, 1].map((seconds) => said(place, limit, now, seconds))).toEqual(limit.says);
    expect(said(place, limit, now, 86_400)).toBe(limit.says[1]);
    expect(said(place, limit, now, -1)).toBe(limit.says[0]);
  });
});
