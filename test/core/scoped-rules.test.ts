import { sha256 } from '#adapters/engine/sha256.ts';
import type { InventoryItem } from '#core/credential.ts';
import { evaluate } from '#core/evaluate.ts';
import type { Finding } from '#core/finding.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { judge } from '#core/judge.ts';
import { BUILT_IN_POLICY, type Policy, type RuleSettings } from '#core/policy/policy.ts';
import { RULE_DEFAULTS } from '#core/policy/rule-settings.ts';
import { SOURCES } from '#core/reading.ts';
import { neverExpires } from '#core/rules/never-expires.ts';
import { rules } from '#core/rules/registry.ts';
import { scopedRules } from '#core/scoped-rules.ts';
import { scanFacts, snapshotOf } from '#test/builders/facts.ts';
import {
  classicToken,
  fineGrainedToken,
  NIGHT,
  owner,
  repository,
  tokenRequest,
} from '#test/builders/items.ts';
import { ACME } from '#test/builders/scan-records.ts';

const FOREVER = { expiresAt: 'never' as const, permissions: { repository: { contents: 'read' as const } } };
const reaching = (name: string) => ({
  ...FOREVER,
  repositorySelection: 'subset' as const,
  repositories: [repository({ name })],
});
const token = (id: string, name: string) => fineGrainedToken({ id, ...reaching(name) });
const within = (name: string, more: Partial<RuleSettings> = {}): Pick<Policy, 'rules'> => ({
  rules: { [neverExpires.id]: { ...RULE_DEFAULTS, scope: { owners: null, repositories: [name] }, ...more } },
});

describe('a rule with a scope', () => {
  it('judges what is in it, and says nothing of what is not, not even that it cannot tell', () => {
    const unsure = { ...token('3', 'docs'), expiresAt: 'unknown' as const };
    const items = [token('1', 'payments'), token('2', 'docs'), unsure];
    const context = { policy: { ...BUILT_IN_POLICY, ...within('payments') }, now: NIGHT, facts: scanFacts() };
    const keys = evaluate(snapshotOf(items), [neverExpires], context).map(({ key }) => key);
    expect(keys).toEqual(['fine-grained-token:1']);
  });

  it.each([
    ['payments', ['never-expires']],
    ['docs', []],
  ])('judges a request for %s as the token it would be', (name, broken) => {
    const request = tokenRequest(reaching(name));
    const context = { policy: { ...BUILT_IN_POLICY, ...within('payments') }, now: NIGHT, facts: scanFacts() };
    const messages = evaluate(snapshotOf([request]), rules, context)
      .filter(({ rule }) => rule.id === 'request-breaks-policy')
      .map(({ verdict }) => (verdict.outcome === 'fail' ? verdict.message : ''));
    expect(messages.filter((message) => message.includes('never-expires'))).toHaveLength(broken.length);
  });
});

interface Night {
  readonly items: readonly InventoryItem[];
  readonly policy: Pick<Policy, 'rules'>;
}

/** What each night decided of findings of `never-expires`. */
function nights(all: readonly Night[]): string[][] {
  let before = { findings: [] as readonly Finding[], current: snapshotOf([]) };
  return all.map(({ items, policy }, index) => {
    const scan = plusDays(NIGHT, index);
    const current = snapshotOf(items, scan);
    const readings = SOURCES.map((source) => reading(source, scan));
    const { findings, transitions } = judge({
      ...{ org: ACME, scan, policy: { ...BUILT_IN_POLICY, ...policy }, rules: [neverExpires], head: null },
      ...{
        previous: before.current,
        rebuilt: null,
        current,
        readings,
        chunks: [],
        findings: before.findings,
      },
      ...{ presses: [], alsoIn: new Map(), listeners: [], sha256 },
      usage: { requests: 0, notModified: 0, waitedSeconds: 0 },
    });
    before = { findings, current };
    return transitions.map(({ finding, kind }) => `${kind} ${finding.cause ?? ''}`.trim());
  });
}

const reading = (source: (typeof SOURCES)[number], scan: Instant) => ({
  ...{ source, status: 'complete' as const, count: 0, pages: 1, reason: null, missingPermission: null },
  ...{ carriedOver: 0, lastComplete: scan },
});

describe('a finding of a rule with a scope', () => {
  const everywhere = { rules: {} };
  const [here, elsewhere] = [[token('1', 'payments')], [token('1', 'docs')]];

  it.each<[string, Night[], string[][]]>([
    [
      'ends as policy changed where the scope leaves it out, and comes back with it',
      [
        { items: elsewhere, policy: everywhere },
        { items: elsewhere, policy: within('payments') },
        { items: elsewhere, policy: everywhere },
      ],
      [['opened'], ['resolved policy changed'], ['reopened']],
    ],
    [
      'ends as out of scope where the credential left it',
      [
        { items: here, policy: within('payments') },
        { items: elsewhere, policy: within('payments') },
      ],
      [['opened'], ['resolved out of scope']],
    ],
    [
      'ends as policy changed where it was left out before it moved, too',
      [
        { items: here, policy: everywhere },
        { items: elsewhere, policy: within('billing') },
      ],
      [['opened'], ['resolved policy changed']],
    ],
    [
      'ends by its own cause where the credential was mended and left it',
      [
        { items: here, policy: within('payments') },
        {
          items: [{ ...token('1', 'docs'), expiresAt: plusDays(NIGHT, 30) }],
          policy: within('payments'),
        },
      ],
      [['opened'], ['resolved renewed']],
    ],
    [
      'goes on where the scope gets wider',
      [
        { items: here, policy: within('payments') },
        { items: here, policy: everywhere },
      ],
      [['opened'], []],
    ],
  ])('%s', (_, all, expected) => {
    expect(nights(all)).toEqual(expected);
  });
});

describe('what a scope leaves out', () => {
  const items = [token('1', 'payments'), token('2', 'docs'), token('3', 'docs'), classicToken(FOREVER)];
  const counted = (policy: Pick<Policy, 'rules'>) => scopedRules(snapshotOf(items), [neverExpires], policy);

  it('is counted, of the kinds that are judged', () => {
    expect(counted(within('payments'))).toStrictEqual([{ rule: 'never-expires', judged: 2, leftOut: 2 }]);
    const tokensOnly = { 'classic-token': { enabled: false, severity: null, options: {} } };
    expect(counted(within('payments', { kinds: tokensOnly }))).toStrictEqual([
      { rule: 'never-expires', judged: 1, leftOut: 2 },
    ]);
  });

  it('is counted by owner, too', () => {
    const scope = { owners: ['hubot'], repositories: null };
    const mine = [...items, token('4', 'docs')].map((item, index) => ({
      ...item,
      owner: owner(index === 0 ? 'hubot' : 'octocat', index),
    }));
    expect(
      scopedRules(snapshotOf(mine), [neverExpires], {
        rules: { [neverExpires.id]: { ...RULE_DEFAULTS, scope } },
      }),
    ).toStrictEqual([{ rule: 'never-expires', judged: 1, leftOut: 4 }]);
  });

  it('is nothing to speak of where a rule has no scope, or is off', () => {
    expect(counted({ rules: {} })).toStrictEqual([]);
    expect(counted(within('payments', { enabled: false }))).toStrictEqual([]);
  });
});
