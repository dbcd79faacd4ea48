import { useInSweep } from './habit.ts';
import type { Organisation } from './organisation.ts';
import { secondsOf } from './time.ts';

/**
 * Whatever is used often enough was used in the six hours before `sweep`. Changes the things in place and leaves the
 * journal alone: in a large organisation that is tens of thousands a night.
 */
export function useThings(organisation: Organisation, sweep: string): void {
  const seconds = secondsOf(sweep);
  const useOf = (name: string, since: string, expiresAt: string | null): string | null => {
    if (expiresAt !== null && expiresAt <= sweep) return null;
    const used = useInSweep(name, seconds);
    return used === null || used < since ? null : used;
  };
  for (const token of organisation.fineGrainedTokens) {
    const used = useOf(`token ${token.tokenId}`, token.grantedAt, token.expiresAt);
    token.lastUsedAt = later(token.lastUsedAt, used);
  }
  for (const credential of organisation.ssoCredentials) {
    const { credentialId, authorizedAt, expiresAt = null } = credential;
    const used = useOf(`credential ${credentialId}`, authorizedAt, expiresAt);
    credential.accessedAt = later(credential.accessedAt, used);
  }
  for (const key of organisation.repositories.flatMap(({ deployKeys }) => deployKeys)) {
    const used = useOf(`key ${key.id}`, key.createdAt, null);
    if (key.lastUsedAt !== undefined) key.lastUsedAt = later(key.lastUsedAt, used);
  }
}

function later(known: string | null, used: string | null): string | null {
  if (known === null || used === null) return known ?? used;
  return known > used ? known : used;
}
