import { readFileSync } from 'node:fs';
import { nameOfType } from '#adapters/policy/cel/cel-types.ts';
import { CREDENTIAL_FIELDS } from '#adapters/policy/cel/credential-view.ts';
import { CREDENTIAL_KINDS } from '#core/credential.ts';

const page = readFileSync('docs/custom-rules.md', 'utf8');

it('docs/custom-rules.md lists every field that a condition sees, with its type and kinds', () => {
  const listed = [...page.matchAll(/^\| `(\w+)` \| (\S[^|]*) \| ([^|]+) \|.*\|$/gm)].map(
    ([, name, type, kinds]) => [name, type, kinds],
  );
  expect(listed).toEqual(
    [...CREDENTIAL_FIELDS].map(([name, { kinds, type }]) => [
      name,
      nameOfType(type),
      kinds.length === CREDENTIAL_KINDS.length ? 'all' : kinds.map((kind) => `\`${kind}\``).join(', '),
    ]),
  );
});
