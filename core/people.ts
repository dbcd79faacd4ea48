/** What a press of a button may ask for. */
export const PRESSES = ['acknowledge', 'snooze'] as const;
export type Press = (typeof PRESSES)[number];

/** Somebody whom the policy knows, at GitHub and in Slack. */
export interface Person {
  /** As the policy spells it. */
  readonly login: string;
  /** Id of a Slack user: `U012ABCDEF`. No two people have the same. */
  readonly slack: string;
  /** The buttons that this person may press. */
  readonly may: readonly Press[];
}

export type People = readonly Person[];

/** Null: the policy does not know the login. GitHub's logins ignore case, and so does the file. */
export function personOfLogin(people: People, login: string): Person | null {
  const wanted = login.toLowerCase();
  return people.find((person) => person.login.toLowerCase() === wanted) ?? null;
}

/** Null: the policy does not know the Slack user, who may press nothing then. */
export function personInSlack(people: People, slack: string): Person | null {
  return people.find((person) => person.slack === slack) ?? null;
}

export function mayPress({ may }: Pick<Person, 'may'>, press: Press): boolean {
  return may.includes(press);
}
