import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { parse } from 'yaml';
import { toJson } from '#cli/render/json.ts';
import { CREDENTIAL_KINDS } from '#core/credential.ts';
import { keyOfOption } from '#core/policy/option-name.ts';
import { policySchema } from '#core/policy/policy-schema.ts';
import { rules } from '#core/rules/registry.ts';
import { faultsOf } from '#test/builders/policy-faults.ts';

const text = (file: string) => readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
const EXAMPLE = text('patrol.example.yaml');
const GUIDE = text('policy.md');

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const fits = ajv.compile(policySchema());

interface Part {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Part>>;
}

/** Every key in a part of the schema and in what it refers to. */
function keysOf(
  part: unknown,
  definitions: Readonly<Record<string, unknown>>,
  seen = new Set<unknown>(),
): string[] {
  if (typeof part !== 'object' || part === null || seen.has(part)) return [];
  seen.add(part);
  const { $ref, properties = {} } = part as Part;
  const inner = [...Object.values(part), definitions[$ref?.split('/').at(-1) ?? '']];
  return [...Object.keys(properties), ...inner.flatMap((each) => keysOf(each, definitions, seen))];
}

describe('the schema of the policy', () => {
  it('is docs/patrol.schema.json: where a change is wanted, npx patrol policy schema > docs/patrol.schema.json', () => {
    expect(text('patrol.schema.json') === toJson(policySchema())).toBe(true);
  });

  it('fits the example, and so does the parser', () => {
    fits(parse(EXAMPLE));
    expect(fits.errors ?? []).toEqual([]);
    expect(faultsOf(EXAMPLE)).toEqual([]);
  });

  it.each<[string, string]>([
    ['an unknown key', 'version: 1\nenterprize: {}\n'],
    ['an unknown key of a rule', 'version: 1\nenterprise: { rules: { unused: { dais: 3 } } }\n'],
    ['a number that is too large', 'version: 1\nenterprise: { rules: { unused: { days: 900 } } }\n'],
    ['a severity that is none', 'version: 1\nenterprise: { rules: { unused: { severity: loud } } }\n'],
    ['a day that does not exist', EXAMPLE.replace('until: 2027-01-31', 'until: 2027-02-30')],
    ['a waiver without a ticket', EXAMPLE.replace('    ticket: SEC-1204\n', '')],
    ['no version', 'enterprise: {}\n'],
  ])('refuses what the parser refuses: %s', (_, policy) => {
    expect([fits(parse(policy)), faultsOf(policy).length > 0]).toEqual([false, true]);
  });

  it('knows rules that the file brings along', () => {
    expect(fits(parse('version: 1\nenterprise: { rules: { one-of-ours: off } }\n'))).toBe(true);
    const routes = (rule: string) => `version: 1\nroutes: [{ name: ours, to: [sns], rules: [${rule}] }]\n`;
    expect(fits(parse(routes('one-of-ours')))).toBe(true);
    expect(fits(parse(routes('3')))).toBe(false);
  });

  it('says no more than docs/policy.md: every key is there', () => {
    const apart = new Set<string>([
      ...rules.flatMap(({ id, options }) => [id, ...Object.keys(options).map(keyOfOption)]),
      ...CREDENTIAL_KINDS,
      'token-request',
      'person',
    ]);
    const { definitions, properties } = policySchema() as {
      definitions: Record<string, unknown>;
      properties: Record<string, unknown>;
    };
    // Those of a custom rule are in docs/custom-rules.md.
    const sections = Object.entries(properties).filter(([name]) => name !== 'custom-rules');
    const keys = [
      ...Object.keys(properties),
      ...sections.flatMap(([, section]) => keysOf(section, definitions)),
    ].filter((key) => !apart.has(key));
    expect(new Set(keys).size).toBeGreaterThan(20);
    expect(keys.filter((key) => !GUIDE.includes(`\`${key}\``))).toEqual([]);
  });

  it('accepts whatever of its own settings the parser accepts', () => {
    const days = fc.integer({ min: -5, max: 400 });
    fc.assert(
      fc.property(days, fc.constantFrom('on', 'off', true, 3, null), (number, other) => {
        const policy = {
          version: 1,
          enterprise: { rules: { unused: { days: number }, 'never-expires': other } },
        };
        expect(fits(policy)).toBe(faultsOf(JSON.stringify(policy)).length === 0);
      }),
      { numRuns: 25 },
    );
  });
});
