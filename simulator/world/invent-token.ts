import type { Repository } from './entities.ts';
import { REQUEST_REASONS, TOKEN_PURPOSES } from './names.ts';
import type { Random } from './random.ts';
import { daysAfter } from './time.ts';
import { PERMISSION_PROFILES } from './token-profiles.ts';
import type { NewTokenRequest } from './token-requests.ts';
import type { NewReach, NewToken } from './tokens.ts';

export interface Surroundings {
  readonly now: string;
  readonly random: Random;
  readonly repositories: readonly Repository[];
}

interface Wishes {
  readonly owner: string;
  readonly subsetShare: number;
}

/** A token of somebody's that has been granted for a while, and not been used yet. */
export function inventToken(
  { now, random, repositories }: Surroundings,
  { owner, subsetShare, daysLeft }: Wishes & { readonly daysLeft: number | null },
): NewToken {
  return {
    owner,
    name: inventTokenName(random),
    ...inventReach(repositories, random, subsetShare),
    permissions: random.weighted(PERMISSION_PROFILES),
    grantedAt: daysAfter(now, -grantedDaysAgo(daysLeft, random)),
    expiresAt: daysLeft === null ? null : daysAfter(now, daysLeft),
    lastUsedAt: null,
  };
}

/** A request of somebody's that came between now and `waitingDays` ago. */
export function inventRequest(
  { now, random, repositories }: Surroundings,
  { owner, subsetShare, waitingDays }: Wishes & { readonly waitingDays: number },
): NewTokenRequest {
  return {
    owner,
    name: inventTokenName(random),
    ...inventReach(repositories, random, subsetShare),
    permissions: random.weighted(PERMISSION_PROFILES),
    reason: random.pick(REQUEST_REASONS),
    createdAt: daysAfter(now, -random.next() * waitingDays),
    expiresAt: random.chance(0.1) ? null : daysAfter(now, random.pick([7, 30, 60, 90, 180, 365])),
    lastUsedAt: null,
  };
}

function inventReach(
  repositories: readonly Repository[],
  random: Random,
  subsetShare: number,
): Pick<NewReach, 'repositories' | 'repositorySelection'> {
  if (repositories.length > 0 && random.chance(subsetShare)) {
    const count = random.weighted([
      [50, 1],
      [30, random.between(2, 5)],
      [20, random.between(6, 20)],
    ]);
    return { repositorySelection: 'subset', repositories: random.sample(repositories, count) };
  }
  return { repositorySelection: random.chance(0.7) ? 'all' : 'none' };
}

/** How long a token still has: the usual lifetimes, some without end, some over, many about to be. */
export function inventDaysLeft(random: Random): number | null {
  return random.weighted<number | null>([
    [12, null],
    [3, -random.next() * 4.5],
    [3, random.next() * 7],
    [7, 7 + random.next() * 23],
    [45, 30 + random.next() * 60],
    [26, 90 + random.next() * 270],
    [4, 366 + random.next() * 700],
  ]);
}

function inventTokenName(random: Random): string {
  const purpose = random.pick(TOKEN_PURPOSES);
  return random.chance(0.4) ? `${purpose} ${random.between(2, 99)}` : purpose;
}

function grantedDaysAgo(daysLeft: number | null, random: Random): number {
  if (daysLeft === null) return 5 + random.next() * 900;
  const lifetime = random.pick([30, 60, 90, 180, 365]);
  return daysLeft < lifetime ? Math.max(lifetime - daysLeft, 0.1) : random.next() * 60 + 0.1;
}
