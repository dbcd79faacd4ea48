import { readFileSync } from 'node:fs';
import type { InventoryItem } from '#core/credential.ts';
import type { Breach } from '#core/facts.ts';
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

describe.each(rules)('the page of $id', (rule) => {
  it.each([
    ['Passes', 'pass'],
    ['Fails', 'fail'],
  ])('%s: on the night of 2026-11-22 its example is a %s', (heading, outcome) => {
    const { item, given } = example(rule.id, heading);
    expect(judgeByDefault(rule, item, given).outcome).toBe(outcome);
  });
});
