import type { InventoryItem } from '#core/credential.ts';
import type { ListingSource } from '#core/reading.ts';
import { ACME, closeSimulators, drain, type Simulated, simulated, sourceOf } from './simulated.ts';

afterAll(closeSimulators);

const ids = (items: readonly InventoryItem[]) => items.map(({ id }) => id).toSorted();
const text = (numbers: readonly (number | string)[]) => numbers.map(String).toSorted();

function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error('The world has none.');
  return item;
}

/** What the world has, by the ids a source should give. */
const TRUTH: Readonly<
  Record<ListingSource, (world: Simulated['organisation']) => readonly (number | string)[]>
> = {
  'fine-grained-tokens': ({ fineGrainedTokens }) => fineGrainedTokens.map(({ tokenId }) => tokenId),
  'token-requests': ({ tokenRequests }) => tokenRequests.map(({ id }) => id),
  'sso-credentials': ({ ssoCredentials }) =>
    ssoCredentials.map(
      ({ authorizedCredentialId, credentialId }) => authorizedCredentialId ?? `a${credentialId}`,
    ),
  'app-installations': ({ installations }) => installations.map(({ id }) => id),
  'deploy-keys': ({ repositories }) =>
    repositories.flatMap(({ id, deployKeys }) => deployKeys.map((key) => `${id}:${key.id}`)),
  people: ({ members, outsideCollaborators }) =>
    [...members, ...outsideCollaborators].map(({ user }) => user.id),
};
const SOURCES = Object.keys(TRUTH) as ListingSource[];

describe('a source, over real HTTP', () => {
  let acme: Simulated;
  beforeAll(async () => {
    acme = await simulated({
      members: 130,
      outsideCollaborators: 120,
      repositories: 230,
      fineGrainedTokens: 330,
      subsetShare: 0.5,
      largeSubsets: 2,
      tokenRequests: 120,
      classicTokens: 130,
      sshKeys: 90,
      oauthTokens: 20,
      appUserTokens: 10,
      installations: 110,
      deployKeys: 40,
      unheardOf: true,
    });
  });

  it.each(SOURCES)('gives all there is and nothing else, in one step or many: %s', async (name) => {
    const github = await acme.connect().organisation(ACME);
    const whole = await drain(sourceOf(github, name), { budget: 1_000 });
    const inSteps = await drain(sourceOf(github, name), { budget: 1 });
    expect(whole.end).toEqual({ kind: 'end', note: null });
    expect(inSteps.end).toEqual(whole.end);
    expect(ids(whole.items)).toEqual(text(TRUTH[name](acme.organisation)));
    expect(ids(inSteps.items)).toEqual(ids(whole.items));
    expect(whole.steps).toBe(1);
    expect(inSteps.steps).toBeGreaterThan(1);
  });

  it.each<[ListingSource, number]>([
    ['fine-grained-tokens', 330],
    ['token-requests', 120],
  ])(
    'asks %s from the back, a hundred at once, once each page when the count is known',
    async (name, lastCount) => {
      const github = await acme.connect().organisation(ACME);
      acme.forget();
      const { pages } = await drain(sourceOf(github, name), { budget: 1_000, lastCount });
      const last = Math.ceil(lastCount / 100);
      const route = name === 'token-requests' ? 'personal-access-token-requests' : 'personal-access-tokens';
      expect(acme.lines()).toEqual(
        Array.from(
          { length: last },
          (_, index) =>
            `GET /orgs/acme/${route}?sort=created_at&direction=asc&per_page=100&page=${last - index}`,
        ),
      );
      expect(pages).toBe(last);
    },
  );

  it.each(SOURCES)('confirms those that are still there, as they are now: %s', async (name) => {
    const source = sourceOf(await acme.connect().organisation(ACME), name);
    const { items } = await drain(source, { budget: 1_000 });
    const absent = items.slice(-Math.min(source.confirmAtOnce, items.length, 50));
    const { alive, next } = await source.confirm(ACME, absent, new AbortController().signal);
    expect(next).toEqual({ kind: 'done' });
    expect(ids(alive)).toEqual(ids(absent));
    for (const item of alive) expect(absent).toContainEqual(item);
  });

  it('tells how far it is, and the total where GitHub counts', async () => {
    const github = await acme.connect().organisation(ACME);
    const told: [number, number | null][] = [];
    const options = { requestBudget: 100, lastCount: null, signal: new AbortController().signal };
    const progress = (seen: number, total: number | null) => told.push([seen, total]);
    await sourceOf(github, 'app-installations').read(ACME, null, { ...options, progress });
    expect(told[0]).toEqual([100, 111]);
    expect(told.at(-1)?.[0]).toBe(111);
  });

  it('reads the repositories of a token and of a request, all pages, in the order of their numbers', async () => {
    const github = await acme.connect().organisation(ACME);
    const { items } = await drain(sourceOf(github, 'fine-grained-tokens'), { budget: 1_000 });
    const large = acme.organisation.fineGrainedTokens.find(({ repositories }) => repositories.length > 100);
    const holder = items.find(({ id }) => id === String(large?.tokenId));
    if (holder?.kind !== 'fine-grained-token') throw new Error('The world has no such token.');
    const read = await github.repositories.read(ACME, holder, new AbortController().signal);
    expect(read).toMatchObject({ kind: 'read' });
    const expected = large?.repositories.map(({ id }) => id).toSorted((one, other) => one - other);
    expect(read.kind === 'read' && read.repositories.map(({ id }) => id)).toEqual(expected);

    const wanted = acme.organisation.tokenRequests.find(({ repositories }) => repositories.length > 0);
    const requests = await drain(sourceOf(github, 'token-requests'), { budget: 1_000 });
    const request = requests.items.find(({ id }) => id === String(wanted?.id));
    if (request?.kind !== 'token-request') throw new Error('The world has no such request.');
    expect(await github.repositories.read(ACME, request, new AbortController().signal)).toMatchObject({
      kind: 'read',
      pages: 1,
    });
    expect(
      await github.repositories.read(ACME, { ...request, id: '999999' }, new AbortController().signal),
    ).toEqual({ kind: 'gone' });
  });
});

describe('a list that moves while it is read', () => {
  it('loses nothing that stayed, wherever tokens go in the middle of it', async () => {
    const acme = await simulated({ members: 10, fineGrainedTokens: 450 });
    const gone = new Set<string>();
    acme.simulator.onRequest(({ path, query }) => {
      if (!path.endsWith('/personal-access-tokens') || query.get('page') === '1') return;
      const everyThird = acme.organisation.fineGrainedTokens.filter((_, index) => index % 3 === 0);
      for (const { tokenId } of everyThird.slice(0, 7)) {
        gone.add(String(tokenId));
        acme.organisation.revokeToken(tokenId);
      }
    });
    const { items, end } = await drain(
      sourceOf(await acme.connect().organisation(ACME), 'fine-grained-tokens'),
    );
    expect(end).toEqual({ kind: 'end', note: null });
    expect(gone.size).toBeGreaterThan(20);
    expect(ids(items.filter(({ id }) => !gone.has(id)))).toEqual(
      text(TRUTH['fine-grained-tokens'](acme.organisation)),
    );
  });
});

describe('an absence is confirmed as such', () => {
  it.each<[ListingSource, (world: Simulated['organisation']) => string]>([
    [
      'fine-grained-tokens',
      (world) => {
        const { tokenId } = first(world.fineGrainedTokens);
        world.revokeToken(tokenId);
        return String(tokenId);
      },
    ],
    [
      'app-installations',
      (world) => {
        const { id } = first(world.installations.filter((one) => one.id !== world.app?.id));
        world.removeInstallation(id);
        return String(id);
      },
    ],
    [
      'deploy-keys',
      (world) => {
        const repository = first(world.repositories.filter(({ deployKeys }) => deployKeys.length > 0));
        const key = first(repository.deployKeys);
        world.removeDeployKey(key.id);
        return `${repository.id}:${key.id}`;
      },
    ],
    [
      'sso-credentials',
      (world) => {
        const one = first(world.ssoCredentials);
        world.revokeCredential(one.credentialId);
        return String(one.authorizedCredentialId ?? `a${one.credentialId}`);
      },
    ],
  ])('%s', async (name, remove) => {
    const acme = await simulated({
      members: 5,
      repositories: 5,
      fineGrainedTokens: 5,
      installations: 3,
      deployKeys: 4,
      classicTokens: 4,
    });
    const source = sourceOf(await acme.connect().organisation(ACME), name);
    const { items } = await drain(source);
    const id = remove(acme.organisation);
    const { alive, next } = await source.confirm(
      ACME,
      items.slice(0, source.confirmAtOnce),
      new AbortController().signal,
    );
    expect(next).toEqual({ kind: 'done' });
    expect(ids(alive)).toEqual(ids(items).filter((one) => one !== id));
    expect(alive.length).toBe(items.length - 1);
  });
});
