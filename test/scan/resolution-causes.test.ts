import type { InventoryItem } from '#core/credential.ts';
import type { FindingTransition, ResolutionCause } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { BUILT_IN_POLICY, type Policy } from '#core/policy/policy.ts';
import { RULE_DEFAULTS } from '#core/policy/rule-settings.ts';
import { defineRule, fail, PASS, type Rule } from '#core/rules/rule.ts';
import { runScan } from '#scan/run-scan.ts';
import { fineGrainedToken, NIGHT, person } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';
import { waiver } from '#test/builders/waivers.ts';

interface World {
  readonly tokens: readonly InventoryItem[];
  readonly people?: readonly InventoryItem[];
  readonly policy?: Partial<Policy>;
}

const token = (overrides: object = {}) =>
  fineGrainedToken({
    repositorySelection: 'all',
    repositories: null,
    repositoriesAsOf: null,
    ...overrides,
  });
const members = [person(), person({ id: '77', owner: { id: 77, login: 'hubot' } })];
const othersOnly = members.slice(1);

/** Two nights through the scan itself; what the second does to the rule's one finding of the first. */
async function secondNight(rule: string, nights: readonly [World, World]) {
  const memory = await memoryStore();
  try {
    let transitions: readonly FindingTransition[] = [];
    for (const [day, { people = members, policy, tokens }] of nights.entries()) {
      const lists = { 'fine-grained-tokens': { items: tokens }, people: { items: people } };
      const { record, ...scan } = await runScan(
        scanInput({
          github: scriptedGitHub({ lists }),
          store: memory.store,
          scan: plusDays(NIGHT, day),
          policy: { ...BUILT_IN_POLICY, ...policy },
        }),
      );
      expect(record.status).toBe('complete');
      transitions = scan.transitions.filter(({ finding }) => finding.rule === rule);
      if (day === 0) expect(transitions).toMatchObject([{ kind: 'opened' }]);
    }
    return transitions;
  } finally {
    await memory.close();
  }
}

const eternal = token({ expiresAt: 'never' });
const idle = token({ lastUsedAt: plusDays(NIGHT, -100) });
const mighty = token({ permissions: { repository: { administration: 'write' } } });
/** A rule of the policy that minds every token, or none. */
const ours = (version: number, minds: boolean): Rule =>
  defineRule({
    id: 'ours',
    title: 'There are no tokens',
    version,
    kinds: ['fine-grained-token'],
    options: {},
    resolvedBy: 'mended',
    check: () =>
      minds ? fail({ severity: 'low', message: 'It is one.', remedy: 'octocat: delete it.' }) : PASS,
  });

describe('a finding is over through the scan itself, and says why:', () => {
  it.each<[ResolutionCause, string, string, readonly [World, World]]>([
    [
      'renewed',
      'never-expires',
      'it has a date now',
      [{ tokens: [eternal] }, { tokens: [token({ expiresAt: plusDays(NIGHT, 60) })] }],
    ],
    [
      'expired',
      'expires-soon',
      'its date has come',
      [
        { tokens: [token({ expiresAt: plusDays(NIGHT, 1) })] },
        { tokens: [token({ expiresAt: plusDays(NIGHT, 1) })] },
      ],
    ],
    ['revoked', 'never-expires', 'it is gone', [{ tokens: [eternal] }, { tokens: [] }]],
    [
      'rights reduced',
      'critical-permission',
      'it may do less',
      [{ tokens: [mighty] }, { tokens: [token({ permissions: { repository: { contents: 'read' } } })] }],
    ],
    [
      'owner removed',
      'never-expires',
      'it is gone, and so is its owner',
      [{ tokens: [eternal] }, { tokens: [], people: othersOnly }],
    ],
    [
      'rule changed',
      'ours',
      'the rule has another version',
      [
        { tokens: [idle], policy: { customRules: [ours(1, true)] } },
        { tokens: [idle], policy: { customRules: [ours(2, false)] } },
      ],
    ],
    [
      'rule changed',
      'ours',
      'there is no such rule any more',
      [{ tokens: [idle], policy: { customRules: [ours(1, true)] } }, { tokens: [idle] }],
    ],
    [
      'policy changed',
      'unused',
      'the policy allows it more days',
      [
        { tokens: [idle] },
        { tokens: [idle], policy: { rules: { unused: { ...RULE_DEFAULTS, options: { days: 200 } } } } },
      ],
    ],
    [
      'policy changed',
      'unused',
      'the policy switched the rule off',
      [
        { tokens: [idle] },
        { tokens: [idle], policy: { rules: { unused: { ...RULE_DEFAULTS, enabled: false } } } },
      ],
    ],
  ])('%s, of %s, when %s', async (cause, rule, _, nights) => {
    expect(await secondNight(rule, nights)).toMatchObject([{ kind: 'resolved', finding: { cause } }]);
  });

  it('waived, which is a state and no end: it has no cause', async () => {
    const excuse = waiver({ rule: 'unused' });
    const nights = [{ tokens: [idle] }, { tokens: [idle], policy: { waivers: [excuse] } }] as const;
    expect(await secondNight('unused', nights)).toMatchObject([
      { kind: 'waived', finding: { state: 'waived', cause: null, waiver: { reason: excuse.reason } } },
    ]);
  });
});
