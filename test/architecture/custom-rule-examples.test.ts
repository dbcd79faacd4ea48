import { readFileSync } from 'node:fs';
import { sha256 } from '#adapters/engine/sha256.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { NIGHT } from '#test/builders/items.ts';

const page = readFileSync('docs/custom-rules.md', 'utf8');
const policies = [...page.matchAll(/```yaml\n(version: 1\n[\s\S]*?)```/g)].map(([, text = '']) => text);

it('docs/custom-rules.md has examples enough', () => {
  expect(policies.length).toBeGreaterThanOrEqual(7);
});

it.each(policies)(
  'its policy %# is right, and so are its examples, of which some fail and some pass',
  (text) => {
    const { file } = readPolicy(Buffer.from(text), {
      source: 'docs/custom-rules.md',
      today: NIGHT,
      sha256,
      runExamples: true,
    });
    for (const { examples } of file['custom-rules'] ?? []) {
      expect(examples.map(({ expect: outcome }) => outcome)).toEqual(
        expect.arrayContaining(['fail', 'pass']),
      );
    }
  },
);
