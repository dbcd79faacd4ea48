import { readPolicyFile } from '#core/policy/policy-file.ts';
import { policySchema } from '#core/policy/policy-schema.ts';
import { NIGHT } from '#test/builders/items.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
}

const schema = policySchema() as Schema & { readonly definitions: Readonly<Record<string, Schema>> };

function resolved(each: Schema | undefined): Schema {
  if (each === undefined) throw new Error('The schema ends where a policy goes on.');
  const inner = each.$ref ?? each.allOf?.[0]?.$ref;
  return inner === undefined ? each : resolved(schema.definitions[inner.replace('#/definitions/', '')]);
}
const propertiesOf = (each: Schema | undefined) => {
  const { anyOf, properties } = resolved(each);
  const found = properties ?? anyOf?.map(resolved).find((form) => form.properties !== undefined)?.properties;
  if (found === undefined) throw new Error('The schema has no mapping where settings are.');
  return Object.entries(found);
};

const organisation = resolved(schema.properties?.['organisations']).additionalProperties;
const rulesOfOrganisation = propertiesOf(organisation).find(([key]) => key === 'rules')?.[1];

interface Place {
  readonly rule: string;
  /** Below the rule. */
  readonly path: readonly string[];
  readonly schema: Schema;
}

/** Every key by which an organisation may set anything of a rule, as an editor would complete it. */
const places: readonly Place[] = propertiesOf(rulesOfOrganisation).flatMap(([rule, ofRule]) =>
  propertiesOf(ofRule).flatMap(([key, each]): Place[] => {
    if (key !== 'kinds') return [{ rule, path: [key], schema: resolved(each) }];
    return propertiesOf(each).flatMap(([kind, ofKind]) =>
      propertiesOf(ofKind).map(([own, inner]) => ({
        rule,
        path: ['kinds', kind, own],
        schema: resolved(inner),
      })),
    );
  }),
);
const settings = places.filter(({ path }) => !['loosen', 'reason'].includes(path.at(-1) ?? ''));

const saying = ({ path }: Place, value: unknown) =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
/** What is wrong with each of them, each said by an organisation of its own: one file is read sooner than hundreds. */
function issuesOf(all: readonly { readonly place: Place; readonly value: unknown }[], rest = {}) {
  const organisations = all.map(({ place, value }, index) => {
    const said = { ...(saying(place, value) as object), ...rest };
    return [`acme-${index}`, { rules: { [place.rule]: said } }];
  });
  const { issues } = readPolicyFile({ version: 1, organisations: Object.fromEntries(organisations) }, NIGHT);
  return all.map((each, index) => ({
    ...each,
    issues: issues
      .filter(({ path }) => path[1] === `acme-${index}`)
      .map(({ message, path }) => ({ message, path: path.slice(3) })),
  }));
}

/** What the key may be set to at either end: one of the ends finds less than the rule does by default, the other not. */
function endsOf({ path, schema: { enum: words, maximum, minimum, type } }: Place): readonly unknown[] {
  const name = path.join('.');
  if (type === 'boolean') return [false, true];
  if (type === 'integer' && minimum !== undefined && maximum !== undefined) return [minimum, maximum];
  if (words?.includes('critical')) return ['low', 'critical'];
  if (type === 'array') return [[1], [366, 30, 14, 7, 3, 1]];
  if (name === 'scope') return [{ owners: ['octocat'] }, 'all'];
  throw new Error(`A policy can set ${name}, and this test does not know which way is looser: say so here.`);
}

const bothEnds = settings.flatMap((place) => endsOf(place).map((value) => ({ place, value })));

describe('an organisation of a policy may only tighten', () => {
  it('what the schema lets it set: rules, and nothing else', () => {
    expect(propertiesOf(organisation).map(([key]) => key)).toEqual(['rules']);
    expect(new Set(places.map(({ rule }) => rule)).size).toBe(27);
    expect(settings.length).toBeGreaterThan(250);
  });

  it('every key of every rule, in general and for each kind: the looser end is refused at its place', () => {
    const judged = issuesOf(bothEnds);
    for (const place of settings) {
      const refused = judged.filter((each) => each.place === place && each.issues.length > 0);
      expect(refused.map(({ issues }) => issues)).toEqual([
        [
          {
            path: [place.rule, ...place.path],
            message: expect.stringContaining("is looser than the enterprise's policy"),
          },
        ],
      ]);
    }
  });

  it('but where it says loosen with a reason', () => {
    const loosened = { loosen: true, reason: 'a sandbox' };
    expect(issuesOf(bothEnds, loosened).flatMap(({ issues }) => issues)).toEqual([]);
  });
});
