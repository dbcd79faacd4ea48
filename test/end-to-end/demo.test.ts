import { readFileSync } from 'node:fs';
import { rules } from '#core/rules/registry.ts';
import { linesOf, PICTURE, playDemo, scenesOf } from './demo-picture.ts';
import { patrol } from './patrol-process.ts';

let demo: Awaited<ReturnType<typeof playDemo>>;

/** A machine that does other things as well. */
const SLOW = 120_000;

beforeAll(async () => {
  demo = await playDemo();
}, SLOW);
afterAll(() => demo?.remove());

describe('patrol demo', () => {
  it('plays a month of nights', () => {
    expect(demo.code).toBe(0);
    expect(demo.stderr).toBe('');
    expect(demo.stdout).toMatch(/^30 nights, [\d,]+ requests, \d+ seconds\.$/m);
  });

  it.each(['The first digest', 'A tier raised', 'A token renewed', 'One gone', 'A partial night'])(
    'tells a scene: %s',
    (scene) => {
      expect(demo.stdout).toMatch(new RegExp(`^ {2}${scene}\\b`, 'm'));
    },
  );

  it('is what the picture in the README shows (npm run picture draws it anew)', () => {
    const withoutTime = (line: string) => line.replace(/, \d+ seconds?\.$/, '');
    expect(linesOf(readFileSync(PICTURE, 'utf8')).map(withoutTime)).toEqual(
      scenesOf(demo.stdout.trimEnd()).map(withoutTime),
    );
  });

  it('leaves a store that answers the commands it prints', async () => {
    const commands = [...demo.stdout.matchAll(/^ {2}npx patrol (.+)$/gm)].map(([, words = '']) =>
      words.split(' '),
    );
    expect(commands).toHaveLength(2);
    for (const words of commands) {
      const answer = await patrol(
        words.map((word) => word.replace('./.patrol-demo', demo.store)),
        {},
      );
      expect(answer.code).toBe(0);
      expect(answer.stdout).toContain('acme');
    }
  });

  it('gives every rule something to find', async () => {
    const fired = new Set<string>();
    for (const org of ['acme', 'acme-labs']) {
      for (const state of ['open', 'resolved']) {
        const args = ['findings', '--org', org, '--state', state, '--format', 'json'];
        const { stdout } = await patrol([...args, '--store', demo.store], {});
        for (const { rule } of JSON.parse(stdout).findings) fired.add(rule);
      }
    }
    expect(rules.map(({ id }) => id).filter((id) => !fired.has(id))).toEqual([]);
  });

  it('is judged by the example policy as the README prints', async () => {
    const args = ['policy', 'what-if', '--policy', 'docs/patrol.example.yaml', '--org', 'acme'];
    const answer = await patrol([...args, '--store', demo.store], {});
    const headings = answer.stdout.split('\n').filter((line) => /^\S/.test(line));
    expect(answer.code).toBe(0);
    expect(headings.some((line) => line.endsWith('would be waived'))).toBe(true);
    expect(readFileSync('README.md', 'utf8')).toContain(headings.join('\n'));
  });
});
