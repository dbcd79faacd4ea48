import { existsSync } from 'node:fs';
import { judgedRules } from '#core/policy/judged-rules.ts';
import { rules } from '#core/rules/registry.ts';

const OURS = {
  id: 'one-of-ours',
  title: 'Names are short',
  kinds: ['classic-token'],
  when: 'size(credential.name) > 10',
  severity: 'low',
  message: 'Too long.',
  remedy: 'Shorten it.',
};
const BROKEN = { ...OURS, id: 'another', severity: 'loud' };

describe('the rules that a policy may speak of', () => {
  it('are Patrol’s, and behind them those of its own that can be read', () => {
    const all = judgedRules({ 'custom-rules': [BROKEN, OURS] }).map(({ id }) => id);
    expect(all).toStrictEqual([...rules.map(({ id }) => id), 'one-of-ours']);
  });

  it('are each explained on a page that there is', () => {
    const pages = judgedRules({ 'custom-rules': [OURS] }).map(({ page }) => page);
    expect(pages.filter((page) => !existsSync(page))).toStrictEqual([]);
    expect(pages.at(-1)).toBe('docs/custom-rules.md');
  });
});
