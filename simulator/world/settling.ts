import type { Random } from './random.ts';
import type { OrganisationSize } from './size.ts';

/** What has to be known of the world to fill one organisation of it. */
export interface Settling {
  readonly now: string;
  readonly random: Random;
  readonly size: OrganisationSize;
  isTaken(login: string): boolean;
  /** Logins of people in the organisations founded before this one: a few of them work here too. */
  readonly elsewhere: readonly string[];
}
