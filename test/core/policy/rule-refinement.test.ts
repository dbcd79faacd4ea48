import { keyOfOption } from '#core/policy/option-name.ts';
import { RESERVED_KEYS } from '#core/policy/rule-refinement.ts';
import { rules } from '#core/rules/registry.ts';

describe('the options of every rule can be told apart in a policy file', () => {
  it.each(rules)('$id', ({ options }) => {
    const keys = Object.keys(options).map(keyOfOption);
    expect(new Set([...keys, ...RESERVED_KEYS]).size).toBe(keys.length + RESERVED_KEYS.length);
    expect(keys.filter((key) => !/^[a-z]+(-[a-z\d]+)*$/.test(key))).toEqual([]);
  });
});
