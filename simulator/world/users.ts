import type { User } from './entities.ts';
import type { IdKind } from './ground.ts';

/** Every user of the world, found by login without regard to case. */
export function userRegistry(nextId: (kind: IdKind) => number) {
  const all: User[] = [];
  const byLogin = new Map<string, User>();
  const find = (login: string) => byLogin.get(login.toLowerCase());
  return {
    all: all as readonly User[],
    find,
    has: (login: string) => byLogin.has(login.toLowerCase()),
    user(login: string): User {
      const known = find(login);
      if (known !== undefined) return known;
      const user = { id: nextId('user'), login, name: fullNameOf(login) };
      all.push(user);
      byLogin.set(login.toLowerCase(), user);
      return user;
    },
    rename(login: string, newLogin: string): User {
      const user = find(login);
      if (user === undefined) throw new RangeError(`There is no user "${login}".`);
      if (byLogin.has(newLogin.toLowerCase())) throw new RangeError(`The login "${newLogin}" is taken.`);
      byLogin.delete(login.toLowerCase());
      byLogin.set(newLogin.toLowerCase(), user);
      user.login = newLogin;
      return user;
    },
  };
}

/** `ada-okafor2` is Ada Okafor; other logins have no name, as many users do not. */
function fullNameOf(login: string): string | null {
  const parts = /^([a-z]+)-([a-z]+)\d*$/.exec(login);
  if (parts === null) return null;
  return parts
    .slice(1)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ');
}
