import fc from 'fast-check';
import type { Organisation } from '#simulator/world/organisation.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { daysAfter } from '#simulator/world/time.ts';
import { createWorld, type World } from '#simulator/world.ts';

const LISTS = [
  'members',
  'outsideCollaborators',
  'repositories',
  'fineGrainedTokens',
  'tokenRequests',
  'ssoCredentials',
  'installations',
] as const;

/** All there is, as text: two worlds with the same text are the same. */
function portrait(world: World): string {
  const lists = world.organisations.map((each) => LISTS.map((list) => each[list]));
  return JSON.stringify([world.now(), world.users, lists, world.journal]);
}

const worldOf = (seed: string | number, lifeRate = 1) =>
  createWorld({
    seed,
    lifeRate,
    organisations: [{ login: 'acme' }, { login: 'beta', size: { fineGrainedTokens: 60 } }],
  });

const quiet = (): Organisation & { world: World } => {
  const world = createWorld({ seed: 1, lifeRate: 0, organisations: [{ login: 'acme', size: EMPTY }] });
  return Object.assign(world.organisation('acme'), { world });
};

describe('a world', () => {
  it('is the same for the same seed, after a month too, and another for another', () => {
    const months = ['a', 'a', 'b'].map((seed) => {
      const world = worldOf(seed);
      const first = portrait(world);
      world.advanceDays(30);
      return [first, portrait(world)];
    });
    expect(months[0]).toEqual(months[1]);
    expect(months[2]?.[0]).not.toBe(months[0]?.[0]);
    expect(months[2]?.[1]).not.toBe(months[0]?.[1]);
  });

  it('lives the same life in one step or in many', () => {
    const days = 4;
    const instants = fc.array(fc.integer({ min: 1, max: days * 86_400 - 1 }), { maxLength: 6 });
    const atOnce = worldOf('steps');
    atOnce.advanceDays(days);
    const expected = portrait(atOnce);
    fc.assert(
      fc.property(instants, (seconds) => {
        const inSteps = worldOf('steps');
        for (const second of seconds.toSorted((left, right) => left - right)) {
          inSteps.advanceTo(daysAfter(inSteps.startsAt, second / 86_400));
        }
        inSteps.advanceTo(atOnce.now());
        expect(portrait(inSteps)).toBe(expected);
      }),
      { numRuns: 12 },
    );
  });

  it('stands still at a life rate of 0, but for expiry', () => {
    const world = worldOf('still', 0);
    world.advanceDays(60);
    const happenings = new Set(world.journal.map(({ what }) => what));
    expect([...happenings].toSorted()).toEqual(['credential-lapsed', 'token-lapsed']);
  });

  it('is busier at a higher life rate', () => {
    const [calm, busy] = [0.2, 3].map((rate) => {
      const world = worldOf('busy', rate);
      world.advanceDays(10);
      return world.journal.length;
    });
    expect(busy).toBeGreaterThan((calm ?? 0) * 3);
  });

  it('has within a month every turn that life takes', () => {
    const world = worldOf('month', 2);
    world.advanceDays(30);
    const happenings = new Set<string>(world.journal.map(({ what }) => what));
    for (const what of [
      'token-added',
      'token-revoked',
      'token-renewed',
      'token-widened',
      'token-lapsed',
      'request-added',
      'request-removed',
      'credential-authorised',
      'credential-revoked',
      'member-joined',
      'member-left',
      'deploy-key-added',
      'repository-added',
    ]) {
      expect(happenings).toContain(what);
    }
  });

  it('journals in the order of time, within the time that passed', () => {
    const world = worldOf('journal');
    world.advanceDays(5);
    const instants = world.journal.map(({ at }) => at);
    expect(instants).toEqual(instants.toSorted());
    expect(instants.every((at) => at >= world.startsAt && at <= world.now())).toBe(true);
  });

  it('never goes back', () => {
    const world = worldOf('back');
    expect(() => world.advanceTo('2026-10-19T00:00:00Z')).toThrow(RangeError);
  });

  it('begins with everything an inventory should meet', () => {
    const { fineGrainedTokens, ssoCredentials, members, repositories, installations } =
      worldOf('spread').organisation('acme');
    const now = '2026-10-20T02:00:00Z';
    const within = (days: number) =>
      fineGrainedTokens.some(
        ({ expiresAt }) => expiresAt !== null && expiresAt > now && expiresAt < daysAfter(now, days),
      );
    const owners = new Set(members.map(({ user }) => user.id));
    const levels = fineGrainedTokens.flatMap(({ permissions }) =>
      Object.keys(Object.assign({}, ...Object.values(permissions))),
    );
    expect({
      tiers: [30, 14, 7, 3, 1].map(within),
      endless: fineGrainedTokens.some(({ expiresAt }) => expiresAt === null),
      expired: fineGrainedTokens.some(({ expiresAt }) => expiresAt !== null && expiresAt <= now),
      neverUsed: fineGrainedTokens.some(({ lastUsedAt }) => lastUsedAt === null),
      longUnused: fineGrainedTokens.some(
        ({ lastUsedAt }) => lastUsedAt !== null && lastUsedAt < daysAfter(now, -90),
      ),
      selections: new Set(fineGrainedTokens.map(({ repositorySelection }) => repositorySelection)).size,
      critical: levels.includes('workflows') || levels.includes('administration'),
      unheardOf: levels.includes('build_attestors'),
      ownersGone: fineGrainedTokens.some(({ owner }) => !owners.has(owner.id)),
      credentialTypes: new Set(ssoCredentials.map(({ type }) => type)).size,
      withoutTwoFactor: members.some(({ twoFactor }) => !twoFactor),
      archived: repositories.some(({ archived }) => archived),
      writableKeys: repositories.some(({ deployKeys }) => deployKeys.some(({ readOnly }) => !readOnly)),
      suspended: installations.some(({ suspendedAt }) => suspendedAt !== null),
    }).toEqual({
      tiers: [true, true, true, true, true],
      endless: true,
      expired: true,
      neverUsed: true,
      longUnused: true,
      selections: 3,
      critical: true,
      unheardOf: true,
      ownersGone: true,
      credentialTypes: 5,
      withoutTwoFactor: true,
      archived: true,
      writableKeys: true,
      suspended: true,
    });
  });

  it('has people, and classic tokens of theirs, in two organisations', () => {
    const [acme, beta] = worldOf('shared').organisations.map(({ ssoCredentials }) =>
      ssoCredentials.flatMap(({ authorizedCredentialId }) => authorizedCredentialId ?? []),
    );
    expect(acme?.some((id) => beta?.includes(id))).toBe(true);
  });

  it('is built at full size: nobody above the limit of 50 tokens, two in five for selected repositories', () => {
    const world = createWorld({
      seed: 3,
      organisations: [{ login: 'acme', size: { fineGrainedTokens: 25_000 } }],
    });
    const { fineGrainedTokens } = world.organisation('acme');
    const held = new Map<number, number>();
    for (const { owner } of fineGrainedTokens) held.set(owner.id, (held.get(owner.id) ?? 0) + 1);
    const subsets = fineGrainedTokens.filter(({ repositorySelection }) => repositorySelection === 'subset');
    expect(fineGrainedTokens).toHaveLength(25_000);
    expect(Math.max(...held.values())).toBeLessThanOrEqual(50);
    expect(Math.abs(subsets.length - 10_000)).toBeLessThan(500);
    expect(subsets.filter(({ repositories }) => repositories.length > 100)).toHaveLength(5);
  });
});

describe('what a test does to a world', () => {
  it('shows in the live lists and in the journal', () => {
    const acme = quiet();
    const { fineGrainedTokens } = acme;
    const { tokenId, grantId } = acme.addToken({ owner: 'ada', expiresAt: daysAfter(acme.world.now(), 3) });
    acme.world.advanceDays(1);
    acme.renewToken(tokenId, daysAfter(acme.world.now(), 90));
    acme.widenToken(tokenId, { repository: { contents: 'write' }, organization: { members: 'read' } });
    acme.useToken(tokenId);
    expect(fineGrainedTokens).toEqual([
      expect.objectContaining({
        expiresAt: '2027-01-19T02:00:00Z',
        lastUsedAt: '2026-10-21T02:00:00Z',
        permissions: {
          repository: { metadata: 'read', contents: 'write' },
          organization: { members: 'read' },
        },
      }),
    ]);
    const again = acme.regrantToken(tokenId);
    expect([again.tokenId, again.grantId > grantId]).toEqual([tokenId, true]);
    acme.revokeToken(tokenId);
    expect(fineGrainedTokens).toEqual([]);
    expect(acme.world.journal.map(({ what, id }) => `${what} ${id === tokenId}`)).toEqual([
      'token-added true',
      'token-renewed true',
      'token-widened true',
      'token-used true',
      'token-revoked true',
      'token-added true',
      'token-revoked true',
    ]);
  });

  it('an expired token stays listed for five days, and then goes at the second', () => {
    const acme = quiet();
    acme.addToken({ owner: 'ada', expiresAt: '2026-10-21T00:00:00Z' });
    acme.world.advanceTo('2026-10-25T23:59:59Z');
    expect(acme.fineGrainedTokens).toHaveLength(1);
    acme.world.advanceDays(3);
    expect(acme.fineGrainedTokens).toEqual([]);
    expect(acme.world.journal.at(-1)).toMatchObject({ what: 'token-lapsed', at: '2026-10-26T00:00:00Z' });
  });

  it('a token renewed in time does not go', () => {
    const acme = quiet();
    const { tokenId } = acme.addToken({ owner: 'ada', expiresAt: '2026-10-21T00:00:00Z' });
    acme.world.advanceTo('2026-10-25T00:00:00Z');
    acme.renewToken(tokenId, null);
    acme.world.advanceDays(300);
    expect(acme.token(tokenId)?.expiresAt).toBeNull();
  });

  it('an approved request becomes a token of the same id; a removed one becomes nothing', () => {
    const acme = quiet();
    const [first, second] = [acme.addTokenRequest({ owner: 'ada' }), acme.addTokenRequest({ owner: 'bo' })];
    acme.approveTokenRequest(first.id);
    acme.removeTokenRequest(second.id);
    expect(acme.tokenRequests).toEqual([]);
    expect(acme.fineGrainedTokens.map(({ tokenId, owner }) => [tokenId, owner.login])).toEqual([
      [first.tokenId, 'ada'],
    ]);
  });

  it('a deleted repository leaves the selections; a renamed one keeps its number', () => {
    const acme = quiet();
    const [api, site] = [acme.addRepository({ name: 'api' }), acme.addRepository({ name: 'site' })];
    const token = acme.addToken({ owner: 'ada', repositories: [site, api] });
    acme.deleteRepository('api');
    acme.renameRepository('site', 'shop');
    acme.archiveRepository('shop');
    expect(token.repositories).toEqual([
      expect.objectContaining({ id: site.id, name: 'shop', archived: true }),
    ]);
    expect(acme.repository('site')).toBeUndefined();
    expect(acme.formerlyNamed('site')?.id).toBe(site.id);
  });

  it('people change roles, names and places', () => {
    const acme = quiet();
    const { user } = acme.addMember({ login: 'ada' });
    const token = acme.addToken({ owner: 'ada' });
    acme.changeMember('ada', { role: 'admin', twoFactor: false });
    acme.world.renameUser('ada', 'ada-l');
    expect(acme.members).toEqual([expect.objectContaining({ role: 'admin', twoFactor: false, user })]);
    expect(token.owner).toMatchObject({ id: user.id, login: 'ada-l' });
    acme.removeMember('ada-l');
    acme.addOutsideCollaborator({ login: 'ada-l' });
    expect([acme.members.length, acme.outsideCollaborators[0]?.user.id]).toEqual([0, user.id]);
  });

  it('keys, credentials and installations come and go', () => {
    const acme = quiet();
    acme.addRepository({ name: 'api' });
    const key = acme.addDeployKey({ repository: 'api', addedBy: 'ada' });
    const credential = acme.authoriseCredential({ login: 'ada', type: 'SSH key' });
    const installation = acme.addInstallation({ appSlug: 'renovate' });
    acme.suspendInstallation(installation.id);
    expect(installation.suspendedAt).toBe(acme.world.now());
    acme.resumeInstallation(installation.id);
    acme.removeInstallation(installation.id);
    acme.revokeCredential(credential.credentialId);
    acme.removeDeployKey(key.id);
    expect([acme.repository('api')?.deployKeys, acme.ssoCredentials, acme.installations.length]).toEqual([
      [],
      [],
      1,
    ]);
  });

  it.each<[string, (acme: Organisation) => unknown]>([
    ['a token', (acme) => acme.revokeToken(1)],
    ['a request', (acme) => acme.removeTokenRequest(1)],
    ['a credential', (acme) => acme.revokeCredential(1)],
    ['an installation', (acme) => acme.suspendInstallation(1)],
    ['a deploy key', (acme) => acme.removeDeployKey(1)],
    ['a repository', (acme) => acme.deleteRepository('nothing')],
    ['a member', (acme) => acme.removeMember('nobody')],
    ['an outside collaborator', (acme) => acme.removeOutsideCollaborator('nobody')],
  ])('fails when there is no such thing: %s', (_, act) => {
    expect(() => act(quiet())).toThrow(RangeError);
  });
});
