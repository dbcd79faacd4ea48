import type { User } from './entities.ts';
import type { Happening } from './journal.ts';

/** What every part of an organisation stands on: the world's clock, its numbers, its people and its journal. */
export interface Ground {
  /** Login of the organisation. */
  readonly organisation: string;
  now(): string;
  nextId(kind: IdKind): number;
  /** The user of this login, made if there is none: users exist whether they are members or not. */
  user(login: string): User;
  note(what: Happening, id: number): void;
}

const FIRST_ID = {
  user: 1_000_001,
  organisation: 9_001,
  repository: 500_001,
  grant: 25_001,
  token: 101_001,
  request: 7_001,
  authorisation: 161_195,
  credential: 12_345_678,
  installation: 40_001,
  app: 1_201,
  'deploy-key': 80_001,
} as const;

export type IdKind = keyof typeof FIRST_ID;

/** Numbers that only ever go up, as GitHub's do. */
export function identities(): (kind: IdKind) => number {
  const given = new Map<IdKind, number>();
  return (kind) => {
    const id = given.get(kind) ?? FIRST_ID[kind];
    given.set(kind, id + 1);
    return id;
  };
}
