import { readFileSync } from 'node:fs';
import { sha256 } from '#adapters/engine/sha256.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { type InventoryItem, orgLogin } from '#core/credential.ts';
import type { Breach } from '#core/facts.ts';
import { looserThan } from '#core/policy/looser.ts';
import { policyFor } from '#core/policy/policy-for.ts';
import { RULE_DEFAULTS } from '#core/policy/rule-settings.ts';
import { rules } from '#core/rules/registry.ts';
import type { Given } from '#test/builders/facts.ts';
import * as builders from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const BUILDER_OF: Readonly<Record<string, (overrides: object) => InventoryItem>> = {
  'fine-grained-token': builders.fineGrainedToken,
  'classic-token': builders.classicToken,
  'ssh-key': builders.sshKey,
  'app-installation': builders.appInstallation,
  'deploy-key': builders.deployKey,
  'token-request': builders.tokenRequest,
  person: builders.person,
};

/** What an example says besides the thing itself, under `given`. */
interface Circumstances {
  /** The inventory around it. */
  readonly items?: readonly Fields[];
  /** So many of each of `items`, under ids of their own. */
  readonly times?: number;
  /** The thing in the last snapshot, where it was different. */
  readonly before?: object;
  readonly alsoIn?: readonly string[];
  readonly breaches?: readonly Breach[];
}
type Fields = Readonly<Record<string, unknown>> & { readonly kind: string };

function built({ kind, ...overrides }: Fields): InventoryItem {
  const builder = BUILDER_OF[kind];
  if (builder === undefined) throw new Error(`No builder for ${kind}.`);
  return builder(overrides);
}

/** The JSON block under a heading of a rule's page, on top of a compliant thing of its kind. */
function example(id: string, heading: string): { item: InventoryItem; given: Given } {
  const page = readFileSync(`docs/rules/${id}.md`, 'utf8');
  const json = new RegExp(`\n## ${heading}\n[\\s\\S]*?\`\`\`json\n([\\s\\S]*?)\`\`\``).exec(page)?.[1];
  if (json === undefined) throw new Error(`docs/rules/${id}.md has no JSON example under "${heading}".`);
  const { given = {}, ...fields } = JSON.parse(json) as Fields & { readonly given?: Circumstances };
  const item = built(fields);
  const { items = [], times = 1, before, alsoIn, breaches = [] } = given;
  const around = items.flatMap((each) =>
    Array.from({ length: times }, (_, id) => ({ ...built(each), ...(times === 1 ? {} : { id: `${id}` }) })),
  );
  return {
    item,
    given: {
      items: [item, ...around],
      before: before === undefined ? [] : [built({ ...fields, ...before })],
      alsoIn: alsoIn === undefined ? {} : { [`${item.kind}:${item.id}`]: alsoIn },
      breaches,
    },
  };
}

/** The policy under "How to exempt", and what it says of the rule in some organisation. */
function exempting(id: string) {
  const page = readFileSync(`docs/rules/${id}.md`, 'utf8');
  const section = page.split('\n## ').find((each) => each.startsWith('How to exempt\n'));
  const text = /```yaml\n([\s\S]*?)```/.exec(section ?? '')?.[1];
  if (text === undefined) return null;
  const today = { source: `docs/rules/${id}.md`, today: builders.NIGHT, sha256, runExamples: true };
  return policyFor(readPolicy(Buffer.from(text), today), orgLogin('acme'), sha256).rules;
}

describe.each(rules)('the page of $id', (rule) => {
  it('tells how to exempt by a policy that is right, and looser than what holds without it', () => {
    const said = exempting(rule.id);
    if (rule.id === 'expires-soon') return expect(said).toBeNull();
    expect(Object.keys(said ?? {})).toEqual([rule.id]);
    const looser = looserThan(rule, RULE_DEFAULTS, said?.[rule.id] ?? RULE_DEFAULTS);
    return expect(looser.map(({ kind }) => kind)).toEqual(rule.kinds);
  });

  it.each([
    ['Passes', 'pass'],
    ['Fails', 'fail'],
  ])('%s: on the night of 2026-11-22 its example is a %s', (heading, outcome) => {
    const { item, given } = example(rule.id, heading);
    expect(judgeByDefault(rule, item, given).outcome).toBe(outcome);
  });
});
