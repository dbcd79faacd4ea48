import type { FineGrainedToken } from './entities.ts';
import { daysAfter } from './time.ts';

interface Expiring {
  readonly token: FineGrainedToken;
  readonly expiresAt: string;
}

/** Knows which tokens expire next without looking at all of them each time the clock moves. */
export interface LapseWatch {
  /** To be told of every token whose expiry is new. */
  mind(token: FineGrainedToken): void;
  /** Those listed that expire at `limit` or before. */
  dueBy(limit: string, all: readonly FineGrainedToken[]): Expiring[];
}

const DAYS_AHEAD = 1;

export function lapseWatch(isListed: (token: FineGrainedToken) => boolean): LapseWatch {
  let horizon = '';
  let near = new Set<FineGrainedToken>();
  return {
    mind(token) {
      if (token.expiresAt !== null && token.expiresAt <= horizon) near.add(token);
    },
    dueBy(limit, all) {
      if (limit > horizon) {
        const ahead = daysAfter(limit, DAYS_AHEAD);
        near = new Set(all.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= ahead));
        horizon = ahead;
      }
      return [...near].flatMap((token) =>
        token.expiresAt !== null && token.expiresAt <= limit && isListed(token)
          ? [{ token, expiresAt: token.expiresAt }]
          : [],
      );
    },
  };
}
