import type { ExternalIdentity, Member, OutsideCollaborator, User } from './entities.ts';
import type { Ground } from './ground.ts';
import { register } from './register.ts';

interface NewMember {
  readonly login: string;
  readonly role?: Member['role'];
  readonly twoFactor?: boolean;
}

export interface People {
  /** Live, ascending by user id. */
  readonly members: readonly Member[];
  readonly outsideCollaborators: readonly OutsideCollaborator[];
  member(login: string): Member | undefined;
  /** Makes the user if there is none of this login. */
  addMember(member: NewMember): Member;
  /** The tokens and keys of whoever leaves stay, as long as GitHub goes on listing them. */
  removeMember(login: string): Member;
  changeMember(login: string, changes: Partial<Pick<Member, 'role' | 'twoFactor'>>): Member;
  addOutsideCollaborator(collaborator: {
    readonly login: string;
    readonly twoFactor?: boolean;
  }): OutsideCollaborator;
  removeOutsideCollaborator(login: string): OutsideCollaborator;
  readonly identities: readonly ExternalIdentity[];
  /** @param identity login null: of somebody who has no account here. */
  addIdentity(
    identity: { readonly login: string | null } & Partial<Omit<ExternalIdentity, 'number' | 'user'>>,
  ): ExternalIdentity;
  forgetIdentities(): void;
}

export function peopleOf(ground: Ground): People {
  const members = register<Member>({ id: ({ user }) => user.id, order: () => '' });
  const identities: ExternalIdentity[] = [];
  const collaborators = register<OutsideCollaborator>({ id: ({ user }) => user.id, order: () => '' });
  const known = (login: string): Member => {
    const member = members.get(ground.user(login).id);
    if (member === undefined) throw new RangeError(`${login} is not a member of ${ground.organisation}.`);
    return member;
  };

  return {
    members: members.all,
    outsideCollaborators: collaborators.all,
    member: (login) => members.all.find(({ user }) => sameLogin(user, login)),
    addMember({ login, role = 'member', twoFactor = true }) {
      const member = { user: ground.user(login), role, twoFactor, joinedAt: ground.now() };
      members.add(member);
      ground.note('member-joined', member.user.id);
      return member;
    },
    removeMember(login) {
      const member = known(login);
      members.remove(member.user.id);
      ground.note('member-left', member.user.id);
      return member;
    },
    changeMember(login, changes) {
      const member = Object.assign(known(login), changes);
      ground.note('member-changed', member.user.id);
      return member;
    },
    addOutsideCollaborator({ login, twoFactor = true }) {
      const collaborator = { user: ground.user(login), twoFactor };
      collaborators.add(collaborator);
      ground.note('collaborator-added', collaborator.user.id);
      return collaborator;
    },
    removeOutsideCollaborator(login) {
      const collaborator = collaborators.remove(ground.user(login).id);
      if (collaborator === undefined) {
        throw new RangeError(`${login} is not an outside collaborator of ${ground.organisation}.`);
      }
      ground.note('collaborator-removed', collaborator.user.id);
      return collaborator;
    },
    identities,
    addIdentity({ login, nameId = null, username = null, emails = null }) {
      const user = login === null ? null : ground.user(login);
      const identity = { number: identities.length + 1, user, nameId, username, emails };
      identities.push(identity);
      return identity;
    },
    forgetIdentities() {
      identities.length = 0;
    },
  };
}

/** Logins are compared as GitHub does: without regard to case. */
function sameLogin(user: User, login: string): boolean {
  return user.login.toLowerCase() === login.toLowerCase();
}
