import { habitOf, pastUse } from './habit.ts';
import {
  inventAppSlug,
  inventCredential,
  inventDeployKey,
  inventInstallation,
  inventLogin,
} from './invent-other.ts';
import { inventDaysLeft, inventRequest, inventToken, type Surroundings } from './invent-token.ts';
import { AWKWARD_NAMES, REPOSITORY_FORMS, REPOSITORY_SUBJECTS } from './names.ts';
import type { Organisation } from './organisation.ts';
import { ownerPicker, ownersOf } from './owners.ts';
import type { Settling } from './settling.ts';
import type { OrganisationSize } from './size.ts';
import { daysAfter } from './time.ts';
import { UNHEARD_OF_PERMISSIONS } from './token-profiles.ts';
import type { NewToken } from './tokens.ts';

/** Fills an organisation that has nothing yet. The same seed fills it the same way. */
export function populate(organisation: Organisation, settling: Settling): void {
  addPeople(organisation, settling);
  addRepositories(organisation, settling);
  const { now, random } = settling;
  const surroundings = { now, random, repositories: organisation.repositories };
  const owners = ownersOf(organisation, settling);
  addTokens(organisation, settling, surroundings, owners);
  addRequests(organisation, settling, surroundings, owners);
  addCredentials(organisation, settling, owners);
  addInstallations(organisation, settling, surroundings);
  for (let made = 0; made < settling.size.deployKeys && organisation.repositories.length > 0; made += 1) {
    const key = organisation.addDeployKey(inventDeployKey(surroundings, random.pick(owners)));
    const life = { now, grantedAt: key.createdAt, expiresAt: null };
    if (key.lastUsedAt === null) key.lastUsedAt = pastUse(habitOf(`key ${key.id}`), life, random);
  }
}

function addPeople(organisation: Organisation, { random, size, isTaken, elsewhere }: Settling): void {
  const shared = random.sample(elsewhere, Math.floor(size.members * 0.15));
  for (let made = 0; made < size.members; made += 1) {
    const login = shared[made] ?? inventLogin(random, isTaken);
    const role = made < 2 || random.chance(0.05) ? 'admin' : 'member';
    organisation.addMember({ login, role, twoFactor: random.chance(0.94) });
  }
  for (let made = 0; made < size.outsideCollaborators; made += 1) {
    organisation.addOutsideCollaborator({
      login: inventLogin(random, isTaken),
      twoFactor: random.chance(0.8),
    });
  }
}

function addRepositories(organisation: Organisation, { now, random, size }: Settling): void {
  for (let made = 0; made < size.repositories; made += 1) {
    const stem = `${random.pick(REPOSITORY_SUBJECTS)}-${random.pick(REPOSITORY_FORMS)}`;
    let name = stem;
    for (let suffix = 2; organisation.repository(name) !== undefined; suffix += 1) name = `${stem}-${suffix}`;
    organisation.addRepository({
      name,
      visibility: random.weighted([
        [70, 'private'],
        [20, 'internal'],
        [10, 'public'],
      ]),
      archived: random.chance(0.08),
      createdAt: daysAfter(now, -(30 + random.next() * 2_000)),
    });
  }
}

function addTokens(
  organisation: Organisation,
  { random, size }: Settling,
  surroundings: Surroundings,
  owners: readonly string[],
): void {
  const pickOwner = ownerPicker(owners, random);
  const tokens: NewToken[] = [];
  for (let made = 0; made < size.fineGrainedTokens; made += 1) {
    const token = inventToken(surroundings, {
      owner: pickOwner(),
      subsetShare: size.subsetShare,
      daysLeft: FIRST_DAYS_LEFT[made] ?? inventDaysLeft(random),
    });
    tokens.push({ ...token, ...peculiarity(made, size, surroundings) });
  }
  // GitHub numbers grants as they come, so the oldest is added first.
  const byAge = (left: NewToken, right: NewToken) =>
    (left.grantedAt ?? '') < (right.grantedAt ?? '') ? -1 : 1;
  for (const wanted of tokens.sort(byAge)) {
    const token = organisation.addToken(wanted);
    token.lastUsedAt = pastUse(
      habitOf(`token ${token.tokenId}`),
      { now: surroundings.now, ...token },
      random,
    );
  }
}

/** Every tier of urgency occurs, however small the organisation. */
const FIRST_DAYS_LEFT: readonly number[] = [29.5, 13.5, 6.5, 2.5, 0.7, -1.2];

/** The odd ones: awkward names, permissions nobody knows, more repositories than fit a page. */
function peculiarity(
  made: number,
  { largeSubsets, unheardOf }: OrganisationSize,
  { repositories, random }: Surroundings,
): Partial<NewToken> {
  const ordinal = made - FIRST_DAYS_LEFT.length;
  if (ordinal >= 0 && ordinal < largeSubsets && repositories.length > 100) {
    const most = Math.min(repositories.length, 260);
    return {
      repositorySelection: 'subset',
      repositories: random.sample(repositories, random.between(101, most)),
    };
  }
  const name = AWKWARD_NAMES[ordinal - largeSubsets];
  if (name !== undefined) return { name };
  const permissions = UNHEARD_OF_PERMISSIONS[ordinal - largeSubsets - AWKWARD_NAMES.length];
  return permissions !== undefined && unheardOf ? { permissions } : {};
}

function addRequests(
  organisation: Organisation,
  { random, size }: Settling,
  surroundings: Surroundings,
  owners: readonly string[],
): void {
  const byAge = (left: { createdAt?: string }, right: { createdAt?: string }) =>
    (left.createdAt ?? '') < (right.createdAt ?? '') ? -1 : 1;
  Array.from({ length: size.tokenRequests }, () =>
    inventRequest(surroundings, {
      owner: random.pick(owners),
      subsetShare: size.subsetShare,
      waitingDays: 9,
    }),
  )
    .sort(byAge)
    .forEach((request) => {
      organisation.addTokenRequest(request);
    });
}

function addCredentials(organisation: Organisation, settling: Settling, owners: readonly string[]): void {
  const { random, size } = settling;
  const kinds = [
    ['personal access token', size.classicTokens],
    ['SSH key', size.sshKeys],
    ['OAuth app token', size.oauthTokens],
    ['GitHub app token', size.appUserTokens],
    ['passkey signing key', size.unheardOf ? 1 : 0],
  ] as const;
  for (const [type, count] of kinds) {
    for (let made = 0; made < count; made += 1) {
      const wanted = inventCredential(settling, { login: random.pick(owners), type });
      const credential = organisation.authoriseCredential(wanted);
      const { credentialId, authorizedAt: grantedAt, expiresAt = null } = credential;
      const life = { now: settling.now, grantedAt, expiresAt };
      credential.accessedAt = pastUse(habitOf(`credential ${credentialId}`), life, random);
    }
  }
}

function addInstallations(
  organisation: Organisation,
  { random, size }: Settling,
  surroundings: Surroundings,
): void {
  const taken = (slug: string) => organisation.installations.some(({ appSlug }) => appSlug === slug);
  for (let made = 0; made < size.installations; made += 1) {
    organisation.addInstallation(inventInstallation(surroundings, inventAppSlug(random, taken)));
  }
}
