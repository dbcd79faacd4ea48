import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const pages = globSync(['*.md', 'docs/**/*.md', 'simulator/*.md']);

/** Relative links of a Markdown page, without their anchors. */
function linksOf(page: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
    ([, link = '']) => link,
  );
}

/** Paths in backticks that look like files or folders of this project. */
function pathsOf(page: string): string[] {
  const tops = 'adapters|bench|bin|cli|core|docs|scan|simulator|test';
  const path = new RegExp(`\`((?:${tops})/[\\w./-]*[\\w/])\``, 'g');
  return [...readFileSync(page, 'utf8').matchAll(path)].map(([, found = '']) => found);
}

describe.each(pages)('%s', (page) => {
  it('links to files that exist', () => {
    expect(linksOf(page).filter((link) => !existsSync(join(dirname(page), link)))).toEqual([]);
  });

  it('names paths that exist', () => {
    expect(pathsOf(page).filter((path) => !existsSync(path))).toEqual([]);
  });
});
