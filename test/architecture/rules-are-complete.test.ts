import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rules } from '#core/rules/registry.ts';

const NOT_RULES = ['registry.ts', 'rule-option.ts', 'rule.ts'];
const ruleFiles = readdirSync('core/rules').filter((file) => !NOT_RULES.includes(file));

describe('every rule', () => {
  it('is in the registry, in alphabetical order, under the name of its file', () => {
    expect(rules.map(({ id }) => `${id}.ts`)).toEqual(ruleFiles.toSorted());
  });

  it('has a page, and every page has a rule', () => {
    expect(readdirSync('docs/rules').toSorted()).toEqual(rules.map(({ id }) => `${id}.md`));
  });

  it.each(rules)('$id has a page that says why, how to fix and how to exempt', ({ id, title }) => {
    const page = readFileSync(`docs/rules/${id}.md`, 'utf8');
    expect(page.startsWith(`# ${id}\n\n${title}.\n`)).toBe(true);
    for (const heading of ['## Why', '## How to fix', '## How to exempt', '## Passes', '## Fails']) {
      expect(page).toContain(`\n${heading}\n`);
    }
    expect(page).toMatch(/npx patrol waive FINDING|There is nothing to exempt/);
  });

  it.each(rules)('$id has tests', ({ id }) => {
    expect(existsSync(`test/core/rules/${id}.test.ts`)).toBe(true);
  });
});
