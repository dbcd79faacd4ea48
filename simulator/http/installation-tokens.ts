import { randomBytes } from 'node:crypto';
import type { PermissionLevels } from '../world/entities.ts';

/** What was agreed when an installation token was issued. */
export interface InstallationTokenGrant {
  readonly installationId: number;
  /** Login of the only organisation where it is good. */
  readonly organisation: string;
  /** Null: all that the installation has, as it is at each use. */
  readonly permissions: PermissionLevels | null;
  /** Ids; null: all that the installation reaches. */
  readonly repositories: ReadonlySet<number> | null;
  /** Seconds since 1970, by GitHub's clock. */
  readonly expiresAt: number;
}

export interface InstallationTokens {
  issue(appId: number, grant: InstallationTokenGrant): string;
  find(token: string): InstallationTokenGrant | undefined;
  revoke(token: string): void;
}

export function installationTokens(): InstallationTokens {
  const issued = new Map<string, InstallationTokenGrant>();
  return {
    issue(appId, grant) {
      const token = `ghs_${appId}_${likeJwt(appId, grant)}`;
      issued.set(token, grant);
      return token;
    },
    find: (token) => issued.get(token),
    revoke(token) {
      issued.delete(token);
    },
  };
}

/**
 * The stateless format since April 2026: about 520 characters with two dots, a JWT to look at. The signature is
 * noise of the right length, since only GitHub reads it and the simulator remembers what it issued.
 */
function likeJwt(appId: number, { installationId, organisation, expiresAt }: InstallationTokenGrant): string {
  const claims = {
    iss: `${appId}`,
    sub: `installation:${installationId}`,
    org: organisation,
    exp: Math.floor(expiresAt),
  };
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${randomBytes(256).toString('base64url')}`;
}
