import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { SCHEMA } from '#simulator/graphql/schema.ts';
import type { Simulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { asInstallation, type Client, client } from './client.ts';
import { start, stopAll } from './start.ts';

const INVENTORY = `query ($login: String!, $repositories: String, $members: String) {
  organization(login: $login) {
    login
    databaseId
    repositories(first: 2, after: $repositories, orderBy: { field: NAME, direction: ASC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { databaseId name nameWithOwner isArchived visibility deployKeys(first: 1) { totalCount } }
    }
    membersWithRole(first: 2, after: $members) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { role hasTwoFactorEnabled node { databaseId login name } }
    }
  }
  rateLimit { cost remaining resetAt }
}`;

interface Connection {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly nodes: { readonly name: string }[];
  readonly edges: { readonly role: string; readonly hasTwoFactorEnabled: boolean | null }[];
}

interface Given {
  readonly data: {
    readonly organization: Readonly<Record<'membersWithRole' | 'repositories', Connection>> | null;
  };
  readonly errors?: unknown;
}

let simulator: Simulator;
let installation: Client;

beforeEach(async () => {
  simulator = await start([{ login: 'acme', size: EMPTY }]);
  installation = await asInstallation(simulator);
  const acme = simulator.world.organisation('acme');
  for (const name of ['cedar', 'ash', 'birch', 'elm', 'Damson']) acme.addRepository({ name });
  acme.addDeployKey({ repository: 'ash' });
  acme.addMember({ login: 'olga', role: 'admin' });
  acme.addMember({ login: 'mia', twoFactor: false });
});
afterEach(stopAll);

async function ask(variables: object = {}, query = INVENTORY, who = installation): Promise<Given> {
  const reply = await who.send('POST', '/graphql', { query, variables: { login: 'acme', ...variables } });
  expect(reply.status).toBe(200);
  return reply.body as Given;
}

describe('the schema', () => {
  // The package exports the text only together with five megabytes of JSON.
  const file = new URL('../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url);
  // Here and there it defines a field twice; GitHub's own server does not mind, and neither does the comparison.
  const whole = buildSchema(readFileSync(file, 'utf8'), { assumeValid: true, assumeValidSDL: true });
  const types = Object.values(buildSchema(SCHEMA).getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !(isScalarType(type) && isSpecifiedScalarType(type)),
  );

  it.each(types.map((type) => [type.name, type] as const))(
    'GitHub has %s, with all that is said of it',
    (name, type) => {
      const theirs = whole.getType(name);
      expect(theirs?.constructor).toBe(type.constructor);
      expect(traitsOf(theirs)).toEqual(expect.arrayContaining(traitsOf(type)));
    },
  );

  it('is not taken for a part of GitHub’s when it is none', () => {
    const invented = buildSchema('type Query { organization(login: String): Int }').getType('Query');
    expect(traitsOf(whole.getType('Query'))).not.toEqual(expect.arrayContaining(traitsOf(invented)));
  });
});

/** Every field, argument and value of a type, with its own type. */
function traitsOf(type: GraphQLNamedType | undefined): string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => `${field.name}: ${field.type}`);
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    `${field.name}: ${field.type}`,
    ...field.args.map((argument) => `${field.name}(${argument.name}: ${argument.type})`),
  ]);
}

it('tells an organisation’s repositories, their deploy keys, its people and the cost', async () => {
  const { data, errors } = await ask();
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    organization: {
      login: 'acme',
      databaseId: 9_001,
      repositories: {
        totalCount: 5,
        nodes: [
          {
            name: 'ash',
            nameWithOwner: 'acme/ash',
            isArchived: false,
            visibility: 'PRIVATE',
            deployKeys: { totalCount: 1 },
          },
          { name: 'birch', deployKeys: { totalCount: 0 } },
        ],
      },
      membersWithRole: {
        totalCount: 2,
        pageInfo: { hasNextPage: false },
        edges: [
          { role: 'ADMIN', hasTwoFactorEnabled: true, node: { login: 'olga', name: null } },
          { role: 'MEMBER', hasTwoFactorEnabled: false, node: { login: 'mia' } },
        ],
      },
    },
    rateLimit: { cost: 1, remaining: 9_999, resetAt: expect.stringMatching(/Z$/) },
  });
});

it('cursors hold a place, not a position: what stays is seen once, whatever comes and goes before it', async () => {
  const acme = simulator.world.organisation('acme');
  const seen: string[] = [];
  for (let after: string | null = null, pages = 0; pages < 5; pages += 1) {
    const { data }: Given = await ask({ repositories: after });
    const page: Connection | undefined = data.organization?.repositories;
    seen.push(...(page?.nodes ?? []).map(({ name }) => name));
    if (page?.pageInfo.hasNextPage !== true) break;
    after = page.pageInfo.endCursor;
    if (pages === 0) acme.deleteRepository('ash');
    if (pages === 1) acme.addRepository({ name: 'aspen' });
  }
  expect(seen).toEqual(['ash', 'birch', 'cedar', 'Damson', 'elm']);
});

it('two-factor is null when the viewer may not know', async () => {
  simulator.settings.twoFactorVisible = false;
  const { data } = await ask();
  expect(data.organization?.membersWithRole.edges.map((edge) => edge.hasTwoFactorEnabled)).toEqual([
    null,
    null,
  ]);
});

it.each<[string, () => unknown, object]>([
  [
    'an organisation that is not there',
    () => ask({ login: 'nobody' }),
    { type: 'NOT_FOUND', path: ['organization'], message: expect.stringContaining("login of 'nobody'") },
  ],
  [
    'people without the permission',
    () => {
      Object.assign(simulator.world.organisation('acme').app ?? {}, {
        permissions: { metadata: 'read', administration: 'read' },
      });
      return ask();
    },
    {
      type: 'FORBIDDEN',
      path: ['organization', 'membersWithRole'],
      message: 'Resource not accessible by integration',
    },
  ],
  ['a cursor that is none', () => ask({ repositories: 'nonsense' }), { type: 'INVALID_CURSOR_ARGUMENTS' }],
  [
    'more than a hundred',
    () => ask({}, '{ organization(login: "acme") { repositories(first: 101) { nodes { name } } } }'),
    { type: 'EXCESSIVE_PAGINATION' },
  ],
])('for %s, HTTP 200 with an error, and null in place of the organisation', async (_, query, error) => {
  expect(await query()).toMatchObject({ data: { organization: null }, errors: [error] });
});

it('a list needs a length, a count does not', async () => {
  const count = await ask({}, '{ organization(login: "acme") { repositories { totalCount } } }');
  expect(count).toEqual({ data: { organization: { repositories: { totalCount: 5 } } } });
  const list = await ask({}, '{ organization(login: "acme") { repositories { nodes { name } } } }');
  expect(list.errors).toEqual([expect.objectContaining({ type: 'MISSING_PAGINATION_BOUNDARIES' })]);
});

it('a field that is not there is an error without data', async () => {
  const given = await ask({}, '{ viewer { login } }');
  expect(given).toEqual({
    errors: [expect.objectContaining({ message: expect.stringContaining('viewer') })],
  });
});

it('an installation with selected repositories sees those', async () => {
  const acme = simulator.world.organisation('acme');
  const elm = acme.repository('elm');
  acme.changeInstallation(acme.app?.id ?? 0, {
    repositorySelection: 'selected',
    repositories: elm ? [elm] : [],
  });
  const { data } = await ask();
  expect(data.organization?.repositories.nodes.map(({ name }) => name)).toEqual(['elm']);
});

it('a member’s token tells no two-factor, an owner’s does, and nobody’s gets 401', async () => {
  const edges = async (login: string) => {
    const value = simulator.personalTokens.register({ kind: 'classic', login, scopes: ['read:org', 'repo'] });
    const { data } = await ask({}, INVENTORY, client(simulator, value));
    return data.organization?.membersWithRole.edges.map((edge) => edge.hasTwoFactorEnabled);
  };
  expect(await edges('mia')).toEqual([null, null]);
  expect(await edges('olga')).toEqual([true, false]);
  expect((await client(simulator, null).send('POST', '/graphql', { query: INVENTORY })).status).toBe(401);
});

describe('identities of the SAML provider', () => {
  const IDENTITIES = `query ($login: String!, $of: String, $first: Int, $after: String) {
    organization(login: $login) {
      samlIdentityProvider {
        externalIdentities(first: $first, after: $after, login: $of) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes { guid user { login } samlIdentity { nameId emails { value primary } } }
        }
      }
    }
  }`;
  const identities = async (variables: object = {}, who = installation) => {
    const { data, errors } = await ask({ first: 100, ...variables }, IDENTITIES, who);
    const { organization } = data as unknown as {
      organization: { samlIdentityProvider: { externalIdentities: IdentityPage } | null } | null;
    };
    return { errors, page: organization?.samlIdentityProvider?.externalIdentities ?? null };
  };
  interface IdentityPage {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly nodes: { readonly user: { readonly login: string } | null }[];
  }

  beforeEach(() => {
    const acme = simulator.world.organisation('acme');
    acme.addIdentity({ login: 'mia', nameId: 'mia@corp.example' });
    acme.addIdentity({ login: null, nameId: 'nobody@corp.example' });
    acme.addIdentity({ login: 'olga', emails: [{ value: 'olga@corp.example', primary: true }] });
  });

  it('come page by page, those too that nobody claimed', async () => {
    const first = await identities({ first: 2 });
    expect(first.page?.nodes.map(({ user }) => user?.login ?? null)).toEqual(['mia', null]);
    expect(first.page?.pageInfo.hasNextPage).toBe(true);
    const second = await identities({ first: 2, after: first.page?.pageInfo.endCursor });
    expect(second.page?.nodes).toEqual([
      {
        guid: expect.any(String),
        user: { login: 'olga' },
        samlIdentity: { nameId: null, emails: [{ value: 'olga@corp.example', primary: true }] },
      },
    ]);
  });

  it('can be asked for by login, whatever its case', async () => {
    const { page } = await identities({ of: 'Mia' });
    expect([page?.totalCount, page?.nodes.map(({ user }) => user?.login)]).toEqual([1, ['mia']]);
  });

  it('are nowhere without SAML, and not for whoever may not read members', async () => {
    const acme = simulator.world.organisation('acme');
    acme.saml = false;
    expect(await identities()).toEqual({ errors: undefined, page: null });
    acme.saml = true;
    delete acme.app?.permissions['members'];
    expect(await identities()).toEqual({
      errors: [expect.objectContaining({ type: 'FORBIDDEN' })],
      page: null,
    });
  });
});
