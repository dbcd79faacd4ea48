import { readFileSync } from 'node:fs';
import type { Credential } from '#core/credential.ts';
import { rules } from '#core/rules/registry.ts';
import * as builders from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const BUILDER_OF: Readonly<Record<string, (overrides: object) => Credential>> = {
  'fine-grained-token': builders.fineGrainedToken,
  'classic-token': builders.classicToken,
  'app-installation': builders.appInstallation,
};

/** The JSON block under a heading of a rule's page, on top of a compliant credential of its kind. */
function example(id: string, heading: string): Credential {
  const page = readFileSync(`docs/rules/${id}.md`, 'utf8');
  const json = new RegExp(`\n## ${heading}\n[\\s\\S]*?\`\`\`json\n([\\s\\S]*?)\`\`\``).exec(page)?.[1];
  if (json === undefined) throw new Error(`docs/rules/${id}.md has no JSON example under "${heading}".`);
  const fields = JSON.parse(json) as { kind: string };
  const builder = BUILDER_OF[fields.kind];
  if (builder === undefined) throw new Error(`No builder for ${fields.kind}.`);
  return builder(fields);
}

describe.each(rules)('the page of $id', (rule) => {
  it.each([
    ['Passes', 'pass'],
    ['Fails', 'fail'],
  ])('%s: on the night of 2026-11-22 its example is a %s', (heading, outcome) => {
    const verdict = judgeByDefault(rule, example(rule.id, heading));
    expect(verdict.outcome).toBe(outcome);
  });
});
