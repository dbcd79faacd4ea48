import type { CustomRule } from '#core/policy/sections/custom-rules.ts';

/** A rule of a policy as its file has it, without examples: classic tokens have short names. */
export function customRule(
  overrides: Partial<Omit<CustomRule, 'examples'>> & { readonly examples?: readonly object[] } = {},
) {
  return {
    id: 'named',
    title: 'Names are short',
    kinds: ['classic-token'],
    when: 'size(credential.name) > 30',
    severity: 'low',
    message: 'The name is long.',
    remedy: '{credential.owner}: shorten it.',
    ...overrides,
  };
}
