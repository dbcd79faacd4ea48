import type { FineGrainedToken, Permissions, Repository } from '#core/credential.ts';
import { type Instant, plusDays, plusSeconds } from '#core/instant.ts';

const DAY_SECONDS = 86_400;
const PURPOSES = ['deploy', 'release notes', 'terraform', 'backup', 'metrics', 'renovate', 'ci'];
const KEYS = ['contents', 'metadata', 'issues', 'pull_requests', 'actions', 'packages', 'deployments'];

/** Whole numbers from 0 on, the same sequence every time. */
type Dice = (sides: number) => number;

/**
 * The fine-grained tokens of one organisation: three to an owner, half of them for chosen repositories, seven in ten
 * used in the last day. Nobody changes anything by itself.
 */
export function population(count: number, now: Instant): FineGrainedToken[] {
  const dice = diceOf(1);
  const rights = Array.from({ length: 80 }, () => permissionsOf(dice));
  let id = 100_000;
  return Array.from({ length: count }, (_, index) => {
    id += 1 + dice(900);
    const owner = dice(count / 3);
    const chosen = dice(2) === 0;
    return {
      kind: 'fine-grained-token',
      id: `${id}`,
      grantId: 20_000 + index * 7,
      name: `${PURPOSES[dice(PURPOSES.length)]} ${dice(100)}`,
      owner: { id: 500_000 + owner * 7, login: `dev-${(owner * 7_919).toString(36)}` },
      grantedAt: plusSeconds(now, -dice(100 * DAY_SECONDS)),
      expiresAt: plusSeconds(now, (60 + dice(200)) * DAY_SECONDS + dice(DAY_SECONDS)),
      expired: false,
      lastUsedAt: plusSeconds(now, -dice(DAY_SECONDS)),
      repositorySelection: chosen ? 'subset' : 'all',
      permissions: rights[dice(rights.length)] ?? {},
      repositories: chosen ? repositoriesOf(dice) : null,
      repositoriesAsOf: chosen ? now : null,
    };
  });
}

/** The same a night later: seven in ten used again, one in a thousand renamed. */
export function aNightLater(
  tokens: readonly FineGrainedToken[],
  now: Instant,
  seed: number,
): FineGrainedToken[] {
  const dice = diceOf(seed);
  const yesterday = plusDays(now, -1);
  return tokens.map((token) => ({
    ...token,
    ...(dice(10) < 7 ? { lastUsedAt: plusSeconds(yesterday, dice(DAY_SECONDS)) } : {}),
    ...(dice(1_000) === 0 ? { name: `renamed ${dice(1_000)}` } : {}),
  }));
}

function permissionsOf(dice: Dice): Permissions {
  return { repository: Object.fromEntries(KEYS.filter(() => dice(3) === 0).map((key) => [key, 'read'])) };
}

function repositoriesOf(dice: Dice): Repository[] {
  const numbers = new Set(Array.from({ length: 1 + dice(4) }, () => dice(800)));
  return [...numbers]
    .sort((one, other) => one - other)
    .map((number) => ({
      id: 1_000_000 + number * 7_103,
      name: `service-${(number * 104_729).toString(36)}`,
      archived: false,
      visibility: 'private',
    }));
}

/** A linear congruential generator. */
function diceOf(seed: number): Dice {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}
