import type { FineGrainedToken, Owner, Permissions } from '#core/credential.ts';
import { type Instant, plusSeconds } from '#core/instant.ts';
import { fineGrainedToken, NIGHT, repository } from './items.ts';

const PURPOSES = [
  'deploy',
  'release notes',
  'terraform',
  'nightly build',
  'backup',
  'metrics',
  'renovate',
  'ci',
];
const PLACES = ['staging', 'production', 'laptop', 'runner', 'dev', 'jenkins', 'k8s', 'airflow'];
const KEYS = [
  'contents',
  'metadata',
  'issues',
  'pull_requests',
  'actions',
  'workflows',
  'packages',
  'deployments',
];
const LIFETIMES = [7, 30, 60, 90, 180, 365];

/**
 * So many fine-grained tokens as a large organisation has them: three to an owner, eighty sets of permissions,
 * free names, dates to the second. The same every time for the same seed.
 */
export function manyTokens(count: number, seed = 1): FineGrainedToken[] {
  const dice = diceOf(seed);
  const rights = Array.from({ length: 80 }, () => permissionsOf(dice));
  let id = 100_000;
  let grantId = 20_000;
  return Array.from({ length: count }, () => {
    id += 1 + dice(900);
    grantId += 1 + dice(40);
    const grantedAt = plusSeconds(NIGHT, -dice(360 * 86_400));
    return fineGrainedToken({
      id: String(id),
      grantId,
      name: `${pick(dice, PURPOSES)} ${pick(dice, PLACES)} ${dice(3) === 0 ? dice(100) : ''}`.trim(),
      owner: ownerOf(dice(count / 3)),
      grantedAt,
      expiresAt: dice(10) === 0 ? 'never' : plusSeconds(grantedAt, pick(dice, LIFETIMES) * 86_400),
      lastUsedAt: lastUse(dice),
      permissions: pick(dice, rights),
      ...(dice(2) === 0
        ? { repositorySelection: 'all', repositories: null, repositoriesAsOf: null }
        : { repositories: someRepositories(dice) }),
    });
  });
}

type Dice = (sides: number) => number;

/** A linear congruential generator: no randomness from outside, so that sizes can be compared. */
function diceOf(seed: number): Dice {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function pick<Item>(dice: Dice, items: readonly Item[]): Item {
  const item = items[dice(items.length)];
  if (item === undefined) throw new RangeError('Nothing to pick from.');
  return item;
}

function ownerOf(number: number): Owner {
  return { id: 500_000 + number * 7, login: `dev-${(number * 7_919).toString(36)}` };
}

function lastUse(dice: Dice): Instant | 'never' {
  const kind = dice(10);
  if (kind === 0) return 'never';
  return plusSeconds(NIGHT, -dice(kind < 7 ? 86_400 : 200 * 86_400));
}

function permissionsOf(dice: Dice): Permissions {
  const keys = KEYS.filter(() => dice(3) === 0);
  return { repository: Object.fromEntries(keys.map((key) => [key, dice(3) === 0 ? 'write' : 'read'])) };
}

function someRepositories(dice: Dice) {
  return Array.from({ length: 1 + dice(4) }, () => {
    const number = dice(800);
    return repository({ id: 1_000_000 + number * 7_103, name: `service-${(number * 104_729).toString(36)}` });
  });
}
