import type { SsoCredentialType } from './entities.ts';
import type { NewInstallation } from './installations.ts';
import { inventDaysLeft, type Surroundings } from './invent-token.ts';
import { APP_SLUGS, FIRST_NAMES, LAST_NAMES, TOKEN_PURPOSES } from './names.ts';
import type { Random } from './random.ts';
import type { NewDeployKey } from './repositories.ts';
import type { NewSsoCredential } from './sso-credentials.ts';
import { daysAfter } from './time.ts';
import { APP_PERMISSION_PROFILES, CLASSIC_SCOPES } from './token-profiles.ts';

/** A login nobody has yet. */
export function inventLogin(random: Random, taken: (login: string) => boolean): string {
  const stem = `${random.pick(FIRST_NAMES)}-${random.pick(LAST_NAMES)}`;
  let login = stem;
  for (let suffix = 2; taken(login); suffix += 1) login = `${stem}${suffix}`;
  return login;
}

/** An SSO authorisation of some age, not used yet, with the fields that GitHub gives for its type. */
export function inventCredential(
  { now, random }: Pick<Surroundings, 'now' | 'random'>,
  { login, type }: { readonly login: string; readonly type: SsoCredentialType },
): NewSsoCredential {
  const expires = type !== 'SSH key' && random.chance(0.6);
  const daysLeft = expires ? inventDaysLeft(random) : null;
  const expiresAt = daysLeft === null ? null : daysAfter(now, daysLeft);
  return {
    login,
    type,
    authorizedAt: daysAfter(now, -(10 + random.next() * 700)),
    accessedAt: null,
    ...(random.chance(0.05) ? { authorizedCredentialId: null } : {}),
    ...typeFields(type, random, expiresAt),
  };
}

function typeFields(
  type: SsoCredentialType,
  random: Random,
  expiresAt: string | null,
): Partial<NewSsoCredential> {
  switch (type) {
    case 'SSH key':
      return {
        title: `${random.pick(['laptop', 'desktop', 'workstation', 'build box'])} ${random.between(1, 9)}`,
      };
    case 'personal access token':
      return { scopes: random.weighted(CLASSIC_SCOPES), note: random.pick(TOKEN_PURPOSES), expiresAt };
    case 'OAuth app token':
      return { scopes: random.pick([['repo'], ['read:org', 'repo'], ['read:user']]), expiresAt };
    case 'GitHub app token':
      return { scopes: [], expiresAt };
    default:
      return { scopes: null, expiresAt: undefined };
  }
}

export function inventInstallation(
  { now, random, repositories }: Surroundings,
  appSlug: string,
): NewInstallation {
  const selected = random.chance(0.5);
  return {
    appSlug,
    repositorySelection: selected ? 'selected' : 'all',
    repositories: selected ? random.sample(repositories, random.between(1, 8)) : [],
    permissions: { ...random.weighted(APP_PERMISSION_PROFILES) },
    events: random.sample(['check_run', 'issues', 'pull_request', 'push', 'release'], random.between(0, 4)),
    createdAt: daysAfter(now, -random.next() * 1_000),
    suspendedAt: random.chance(0.12) ? daysAfter(now, -random.next() * 30) : null,
  };
}

/** A slug no App here has yet. */
export function inventAppSlug(random: Random, taken: (slug: string) => boolean): string {
  const stem: string = random.pick(APP_SLUGS);
  let slug = stem;
  for (let suffix = 2; taken(slug); suffix += 1) slug = `${stem}-${suffix}`;
  return slug;
}

/** A deploy key of some age, not used yet. */
export function inventDeployKey({ now, random, repositories }: Surroundings, addedBy: string): NewDeployKey {
  return {
    repository: random.pick(repositories).name,
    title: random.pick(['argo-cd', 'deploy', 'ci checkout', 'mirror', 'docs build', 'ansible']),
    readOnly: random.chance(0.75),
    verified: random.chance(0.97),
    addedBy: random.chance(0.9) ? addedBy : null,
    createdAt: daysAfter(now, -random.next() * 800),
    lastUsedAt: random.chance(0.1) ? undefined : null,
    enabled: random.chance(0.1) ? undefined : random.chance(0.97),
  };
}
