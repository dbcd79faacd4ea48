import * as z from 'zod';
import type { Person } from '#core/credential.ts';
import { parseFields } from './field-error.ts';
import type { Interner } from './intern.ts';
import { SimpleUser } from './shared-fields.ts';

/** One edge of `Members`. */
const MemberEdge = z.object({
  role: z.string().nullable(),
  hasTwoFactorEnabled: z.boolean().nullish(),
  node: z.object({ databaseId: z.int(), login: z.string(), name: z.string().nullish() }),
});

/** @throws {FieldError} */
export function member(raw: unknown, intern: Interner): Person {
  const { role, hasTwoFactorEnabled, node } = parseFields(MemberEdge, raw);
  return {
    kind: 'person',
    id: String(node.databaseId),
    name: node.name ?? null,
    owner: intern.owner(node.databaseId, node.login),
    role: (role ?? 'MEMBER').toLowerCase(),
    twoFactor: twoFactor(hasTwoFactorEnabled),
  };
}

/** GitHub tells organisation owners only. */
function twoFactor(enabled: boolean | null | undefined): Person['twoFactor'] {
  if (enabled === true) return 'enabled';
  return enabled === false ? 'disabled' : 'unknown';
}

/** One item of `GET /orgs/{org}/outside_collaborators`, which tells no name and nothing of two factors. @throws {FieldError} */
export function outsideCollaborator(raw: unknown, intern: Interner): Person {
  const { id, login } = parseFields(SimpleUser, raw);
  return {
    kind: 'person',
    id: String(id),
    name: null,
    owner: intern.owner(id, login),
    role: 'outside-collaborator',
    twoFactor: 'unknown',
  };
}

/** The fields we use of `GET /orgs/{org}/memberships/{username}`. */
const Membership = z.object({ state: z.string(), role: z.string(), user: SimpleUser });

/** Whether, and as what, somebody is a member now. @throws {FieldError} */
export function membership(raw: unknown): { active: boolean; role: string; id: number; login: string } {
  const { state, role, user } = parseFields(Membership, raw);
  return { active: state === 'active', role, id: user.id, login: user.login };
}
