import type { FineGrainedToken } from './entities.ts';
import {
  inventAppSlug,
  inventCredential,
  inventDeployKey,
  inventInstallation,
  inventLogin,
} from './invent-other.ts';
import { inventDaysLeft, inventRequest, inventToken } from './invent-token.ts';
import type { Organisation } from './organisation.ts';
import { fractionOf, type Random } from './random.ts';
import { daysAfter } from './time.ts';
import { WIDENINGS } from './token-profiles.ts';

interface Scene {
  readonly organisation: Organisation;
  readonly random: Random;
  readonly now: string;
  isTaken(login: string): boolean;
}

/** Something people do now and then. */
export interface Occasion {
  /** How often, at a life rate of 1. */
  readonly perDay: number;
  happen(scene: Scene): void;
}

/** Larger organisations are busier; none is idle. */
export function occasionsOf({ fineGrainedTokens }: Organisation): Occasion[] {
  const tokens = fineGrainedTokens.length;
  return [
    { perDay: 0.5 + tokens * 0.002, happen: grantToken },
    { perDay: 0.3 + tokens * 0.0012, happen: revokeToken },
    { perDay: 0.2 + tokens * 0.0005, happen: widenToken },
    { perDay: 1, happen: renewTokens },
    { perDay: 0.8, happen: askForToken },
    { perDay: 0.7, happen: decideRequest },
    { perDay: 0.3, happen: joinOrganisation },
    { perDay: 0.2, happen: leaveOrganisation },
    { perDay: 0.4, happen: authoriseCredential },
    { perDay: 0.25, happen: revokeCredential },
    { perDay: 0.25, happen: addDeployKey },
    { perDay: 0.06, happen: installApp },
    { perDay: 0.05, happen: toggleSuspension },
    { perDay: 0.2, happen: addRepository },
    { perDay: 0.05, happen: archiveRepository },
  ];
}

const SUBSET_SHARE = 0.4;

function grantToken({ organisation, random, now }: Scene): void {
  const owner = someone(organisation, random);
  if (owner === undefined) return;
  const { repositories } = organisation;
  const daysLeft = Math.abs(inventDaysLeft(random) ?? 30);
  const wanted = inventToken({ now, random, repositories }, { owner, subsetShare: SUBSET_SHARE, daysLeft });
  organisation.addToken({ ...wanted, grantedAt: now });
}

function revokeToken({ organisation, random }: Scene): void {
  const token = anyOf(organisation.fineGrainedTokens, random);
  if (token !== undefined) organisation.revokeToken(token.tokenId);
}

function widenToken({ organisation, random }: Scene): void {
  const token = anyOf(organisation.fineGrainedTokens, random);
  if (token !== undefined) organisation.widenToken(token.tokenId, random.pick(WIDENINGS));
}

const DAYS_AHEAD_OF_RENEWAL = 6;

/** Half of the owners look after their tokens, and then in the last days only. */
function renewTokens({ organisation, random, now }: Scene): void {
  const soon = daysAfter(now, DAYS_AHEAD_OF_RENEWAL);
  const looksAfter = ({ tokenId }: FineGrainedToken) => fractionOf(`diligence ${tokenId}`) < 0.5;
  const due = organisation.fineGrainedTokens.filter(
    (token) =>
      token.expiresAt !== null && token.expiresAt > now && token.expiresAt < soon && looksAfter(token),
  );
  for (const { tokenId } of due) {
    if (random.chance(0.35)) organisation.renewToken(tokenId, daysAfter(now, random.pick([30, 90, 180])));
  }
}

function askForToken({ organisation, random, now }: Scene): void {
  const owner = someone(organisation, random);
  if (owner === undefined) return;
  const { repositories } = organisation;
  const wishes = { owner, subsetShare: SUBSET_SHARE, waitingDays: 0 };
  organisation.addTokenRequest(inventRequest({ now, random, repositories }, wishes));
}

function decideRequest({ organisation, random }: Scene): void {
  const request = anyOf(organisation.tokenRequests, random);
  if (request === undefined) return;
  if (random.chance(0.7)) organisation.approveTokenRequest(request.id);
  else organisation.removeTokenRequest(request.id);
}

function joinOrganisation({ organisation, random, isTaken }: Scene): void {
  organisation.addMember({ login: inventLogin(random, isTaken), twoFactor: random.chance(0.95) });
}

function leaveOrganisation({ organisation, random }: Scene): void {
  const leaver = anyOf(
    organisation.members.filter(({ role }) => role === 'member'),
    random,
  );
  if (leaver !== undefined) organisation.removeMember(leaver.user.login);
}

function authoriseCredential({ organisation, random, now }: Scene): void {
  const login = someone(organisation, random);
  if (login === undefined) return;
  const type = random.weighted([
    [5, 'personal access token'],
    [3, 'SSH key'],
    [1, 'OAuth app token'],
    [1, 'GitHub app token'],
  ]);
  const { expiresAt, ...rest } = inventCredential({ now, random }, { login, type });
  const fresh = typeof expiresAt === 'string' && expiresAt > now ? { expiresAt } : {};
  organisation.authoriseCredential({ ...rest, ...fresh, authorizedAt: now });
}

function revokeCredential({ organisation, random }: Scene): void {
  const credential = anyOf(organisation.ssoCredentials, random);
  if (credential !== undefined) organisation.revokeCredential(credential.credentialId);
}

function addDeployKey({ organisation, random, now }: Scene): void {
  const { repositories } = organisation;
  const addedBy = someone(organisation, random);
  if (addedBy === undefined || repositories.length === 0) return;
  const wanted = inventDeployKey({ now, random, repositories }, addedBy);
  organisation.addDeployKey({ ...wanted, createdAt: now });
}

function installApp({ organisation, random, now }: Scene): void {
  const { repositories, installations } = organisation;
  const slug = inventAppSlug(random, (taken) => installations.some(({ appSlug }) => appSlug === taken));
  const wanted = inventInstallation({ now, random, repositories }, slug);
  organisation.addInstallation({ ...wanted, createdAt: now, suspendedAt: null });
}

/** Never the App that asks: who takes its rights away is the test, not chance. */
function toggleSuspension({ organisation, random }: Scene): void {
  const others = organisation.installations.filter((each) => each !== organisation.app);
  const installation = anyOf(others, random);
  if (installation === undefined) return;
  if (installation.suspendedAt === null) organisation.suspendInstallation(installation.id);
  else organisation.resumeInstallation(installation.id);
}

function addRepository({ organisation, random }: Scene): void {
  let suffix = organisation.repositories.length;
  while (organisation.repository(`service-${suffix}`) !== undefined) suffix += 1;
  organisation.addRepository({ name: `service-${suffix}`, visibility: random.pick(['private', 'internal']) });
}

function archiveRepository({ organisation, random }: Scene): void {
  const repository = anyOf(
    organisation.repositories.filter(({ archived }) => !archived),
    random,
  );
  if (repository !== undefined) organisation.archiveRepository(repository.name);
}

function someone({ members }: Organisation, random: Random): string | undefined {
  return anyOf(members, random)?.user.login;
}

function anyOf<T>(things: readonly T[], random: Random): T | undefined {
  return things.length === 0 ? undefined : random.pick(things);
}
