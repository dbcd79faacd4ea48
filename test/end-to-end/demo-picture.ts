import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Finished, patrol, scratchFolder } from './patrol-process.ts';

/** What the README shows of `patrol demo`: the scenes and the end, drawn as a terminal would show them. */
export const PICTURE = 'docs/demo.svg';

const COLUMN = 7.25;
const LINE = 17;
const MARGIN = 18;
const INK: Readonly<Record<string, string>> = { '1': 'bold', '2': 'dim', '33': 'warn', '31': 'bad' };

/** The lines of the demo that belong to a scene, a night told in full, or the frame around the month. */
export function scenesOf(demo: string): string[] {
  const lines = demo.split('\n');
  const isNight = (line: string | undefined) => /^\s+\d+ {2}\d{4}-/.test(plain(line ?? ''));
  return lines.filter((line, index) => !isNight(line) || lines[index + 1] === '');
}

/** Draws coloured terminal lines as SVG: text stays text, so that it can be searched and checked. */
export function draw(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => plain(line).length)) * COLUMN + 2 * MARGIN;
  const height = lines.length * LINE + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${height}" role="img" aria-label="The output of patrol demo">`,
    '<style>text{font:12px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre;fill:#d7dae0}.bold{font-weight:bold}.dim{fill:#868c98}.warn{fill:#e5c07b}.bad{fill:#e06c75}</style>',
    '<rect width="100%" height="100%" rx="8" fill="#1e2127"/>',
    ...lines.map(
      (line, index) =>
        `<text x="${MARGIN}" y="${MARGIN + 12 + index * LINE}" xml:space="preserve">${spans(line)}</text>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}

function spans(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences are what is being read
  const parts = line.split(/\x1b\[([\d;]*)m/);
  let ink = '';
  return parts
    .map((part, index) => {
      if (index % 2 === 1) {
        ink = INK[part] ?? '';
        return '';
      }
      return ink === '' ? escaped(part) : `<tspan class="${ink}">${escaped(part)}</tspan>`;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function plain(line: string): string {
  return stripVTControlCharacters(line);
}

/** The lines of a drawn picture, as plain text. */
export function linesOf(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>(.*)<\/text>/g)].map(([, line = '']) =>
    line
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  );
}

/** Runs the demo in a folder of its own, and gives its output as if it had been the folder of the README. */
export async function playDemo(
  env: Readonly<Record<string, string>> = {},
): Promise<Finished & { store: string; remove(): void }> {
  const folder = scratchFolder();
  const store = join(folder.path, 'demo');
  const { stdout, ...rest } = await patrol(['demo', '--store', store], env);
  return { ...rest, stdout: stdout.replaceAll(store, './.patrol-demo'), store, remove: folder.remove };
}

if (import.meta.main) {
  const { stdout, remove } = await playDemo({ FORCE_COLOR: '1' });
  remove();
  writeFileSync(PICTURE, draw(scenesOf(stdout.trimEnd())));
}
