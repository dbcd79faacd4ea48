import { yamlDocument } from '#adapters/policy/yaml-document.ts';

const BRACKETS = `version: 1\na: ${'['.repeat(3_000)}`;

/** Read with so much less of the stack: where it ends decides what the YAML library meets on its way outwards. */
function faultsBelow(calls: number): readonly string[] {
  if (calls > 0) return faultsBelow(calls - 1);
  return yamlDocument(BRACKETS).faults.map(({ message }) => message);
}

it('what is nested too deep is said once and nothing behind it, wherever the stack ends', () => {
  const all = Array.from({ length: 3 }, (_, calls) => faultsBelow(calls));
  expect(new Set(all.map((faults) => faults.join('\n')))).toStrictEqual(
    new Set(['What begins here is nested too deep.']),
  );
});
