import { existsSync } from 'node:fs';
import { CREDENTIAL_KINDS } from '#core/credential.ts';
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
  it('are Patrol’s, behind them those of its own that can be read, and then those that are wrong', () => {
    const all = judgedRules({ 'custom-rules': [BROKEN, OURS, BROKEN] }).map(({ id }) => id);
    expect(all).toStrictEqual([...rules.map(({ id }) => id), 'one-of-ours', 'another']);
  });

  it('judge any kind and have no title where they are wrong', () => {
    const wrong = judgedRules({ 'custom-rules': [{ ...OURS, kinds: 'all' }] }).slice(rules.length);
    const page = 'docs/custom-rules.md';
    expect(wrong).toStrictEqual([
      { id: 'one-of-ours', title: '', kinds: CREDENTIAL_KINDS, options: {}, page },
    ]);
  });

  it('are not among them where nothing could be set by their names', () => {
    const all = judgedRules({ 'custom-rules': [{ ...OURS, id: 'constructor' }, { ...OURS, id: 3 }, 'x'] });
    expect(all).toHaveLength(rules.length);
  });

  it('are each explained on a page that there is', () => {
    const pages = judgedRules({ 'custom-rules': [OURS] }).map(({ page }) => page);
    expect(pages.filter((page) => !existsSync(page))).toStrictEqual([]);
    expect(pages.at(-1)).toBe('docs/custom-rules.md');
  });
});
