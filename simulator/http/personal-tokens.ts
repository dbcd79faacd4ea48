import { randomBytes } from 'node:crypto';
import type { PermissionLevels } from '../world/entities.ts';

/** A personal access token somebody calls the simulator with. It is not in the inventory unless a test puts it there. */
export type PersonalToken =
  | {
      readonly kind: 'classic';
      readonly login: string;
      readonly scopes: readonly string[];
      /** Logins of SAML organisations that it was authorised for; left out: all. */
      readonly authorisedFor?: readonly string[];
    }
  | {
      readonly kind: 'fine-grained';
      readonly login: string;
      /** Login of the one organisation it is for. */
      readonly organisation: string;
      readonly permissions: PermissionLevels;
    };

export interface PersonalTokens {
  /** The value to call with. */
  register(token: PersonalToken): string;
  find(value: string): PersonalToken | undefined;
  revoke(value: string): void;
}

export function personalTokens(): PersonalTokens {
  const registered = new Map<string, PersonalToken>();
  return {
    register(token) {
      const value =
        token.kind === 'classic' ? `ghp_${letters(36)}` : `github_pat_${letters(22)}_${letters(59)}`;
      registered.set(value, token);
      return value;
    },
    find: (value) => registered.get(value),
    revoke(value) {
      registered.delete(value);
    },
  };
}

function letters(count: number): string {
  return randomBytes(count).toString('base64').replaceAll(/[+/=]/g, 'x').slice(0, count);
}
