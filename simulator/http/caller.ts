import type { KeyObject } from 'node:crypto';
import type { OwnInstallation } from '../world/installations.ts';
import type { Organisation } from '../world/organisation.ts';
import type { World } from '../world.ts';
import { refusalOfAppToken } from './app-token.ts';
import { type Answer, type Asked, failure } from './exchange.ts';
import type { InstallationTokenGrant, InstallationTokens } from './installation-tokens.ts';
import type { PersonalToken, PersonalTokens } from './personal-tokens.ts';
import { type Settings, serverSeconds } from './settings.ts';

/** Who asks. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'app' }
  | {
      readonly kind: 'installation';
      readonly organisation: Organisation;
      readonly installation: OwnInstallation;
      readonly grant: InstallationTokenGrant;
      readonly token: string;
    }
  | { readonly kind: 'person'; readonly token: PersonalToken };

export interface Credentials {
  readonly world: World;
  readonly settings: Settings;
  readonly publicKey: KeyObject;
  readonly installationTokens: InstallationTokens;
  readonly personalTokens: PersonalTokens;
}

type Recognised = { readonly caller: Caller } | { readonly refusal: Answer };

/** Who asks, or why GitHub does not want to know. */
export async function recognise(asked: Asked, credentials: Credentials): Promise<Recognised> {
  const header = asked.headers.authorization;
  if (header === undefined) return { caller: { kind: 'anonymous' } };
  const token = /^(?:bearer|token)\s+(\S+)$/i.exec(header.trim())?.[1];
  if (token === undefined) return { refusal: failure(401, 'Bad credentials') };
  if (token.startsWith('ghs_')) return installationCaller(token, credentials);
  if (token.split('.').length === 3) return appCaller(token, credentials);
  const personal = credentials.personalTokens.find(token);
  return personal === undefined
    ? { refusal: failure(401, 'Bad credentials') }
    : { caller: { kind: 'person', token: personal } };
}

async function appCaller(token: string, { world, settings, publicKey }: Credentials): Promise<Recognised> {
  const refusal = await refusalOfAppToken(token, {
    publicKey,
    issuers: [`${world.app.id}`, world.app.clientId],
    now: serverSeconds(settings),
  });
  return refusal === undefined ? { caller: { kind: 'app' } } : { refusal };
}

function installationCaller(token: string, { world, settings, installationTokens }: Credentials): Recognised {
  const grant = installationTokens.find(token);
  if (grant === undefined || grant.expiresAt <= serverSeconds(settings)) {
    return { refusal: failure(401, 'Bad credentials') };
  }
  const organisation = world.organisation(grant.organisation);
  const installation = organisation.app;
  if (installation === null || installation.id !== grant.installationId) {
    return { refusal: failure(401, 'Bad credentials') };
  }
  if (installation.suspended) return { refusal: suspended() };
  return { caller: { kind: 'installation', organisation, installation, grant, token } };
}

export function suspended(): Answer {
  return failure(403, 'This installation has been suspended');
}

/** Whose limits a request counts against. */
export function limitKey(caller: Caller): string {
  switch (caller.kind) {
    case 'anonymous':
      return 'address';
    case 'app':
      return 'app';
    case 'installation':
      return `installation ID ${caller.installation.id}`;
    case 'person':
      return `user ${caller.token.login}`;
    default:
      return caller satisfies never;
  }
}
