import type { Owner, Person } from './credential.ts';

/** The people of an organisation, to be found by what a credential says of its owner. */
export class PeopleSeen {
  readonly #byId = new Map<number, Person>();
  #byLogin: Map<string, Person> | null = null;

  get size(): number {
    return this.#byId.size;
  }

  add(person: Person): void {
    this.#byId.set(Number(person.id), person);
  }

  find({ id, login }: Owner): Person | undefined {
    return id === null ? this.#named(login) : this.#byId.get(id);
  }

  /** Few owners come without an id, so logins are put in lower case when the first does. GitHub's ignore case. */
  #named(login: string): Person | undefined {
    this.#byLogin ??= new Map(
      [...this.#byId.values()].flatMap((person) =>
        person.owner === null ? [] : [[person.owner.login.toLowerCase(), person] as const],
      ),
    );
    return this.#byLogin.get(login.toLowerCase());
  }
}
