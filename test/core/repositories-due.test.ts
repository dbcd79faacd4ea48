import type { FineGrainedToken } from '#core/credential.ts';
import { plusDays } from '#core/instant.ts';
import { repositoriesDue } from '#core/repositories-due.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';

const number = Math.floor(Date.parse(NIGHT) / 86_400_000);
const notTonight = String(700_000 + ((number + 3) % 7));
const tonight = String(700_000 + (number % 7));
const yesterday = plusDays(NIGHT, -1);
const known = (overrides: Partial<FineGrainedToken> = {}) =>
  fineGrainedToken({ id: notTonight, repositoriesAsOf: yesterday, ...overrides });
const listed = (overrides: Partial<FineGrainedToken> = {}) =>
  known({ repositories: null, repositoriesAsOf: null, ...overrides });

describe('the repositories of a token are read', () => {
  it.each<[string, FineGrainedToken | undefined, FineGrainedToken, boolean]>([
    ['it is new', undefined, listed(), true],
    ['nothing changed and it is not its turn', known(), listed(), false],
    ['only its last use changed', known(), listed({ lastUsedAt: NIGHT }), false],
    ['it was renewed', known(), listed({ expiresAt: 'never' }), true],
    ['they could not be read before', known({ repositories: null, repositoriesAsOf: null }), listed(), true],
    ['they are not known, whenever that was', known({ repositories: null }), listed(), true],
    ['nobody knows when they were read', known({ repositoriesAsOf: null }), listed(), true],
    ['they are a week old', known({ repositoriesAsOf: plusDays(NIGHT, -7) }), listed(), true],
    ['they are almost a week old', known({ repositoriesAsOf: plusDays(NIGHT, -6.99) }), listed(), false],
    ['it is the turn of its seventh', known({ id: tonight }), listed({ id: tonight }), true],
  ])('when %s', (_, before, now, due) => {
    expect(repositoriesDue(before, now, NIGHT)).toBe(due);
  });

  it('a seventh a night, and every one within a week', () => {
    const ids = Array.from({ length: 700 }, (_, index) => String(700_000 + index));
    const turns = ids.map((id) =>
      [0, 1, 2, 3, 4, 5, 6].filter((night) => {
        const scan = plusDays(NIGHT, night);
        return repositoriesDue(known({ id, repositoriesAsOf: plusDays(scan, -1) }), listed({ id }), scan);
      }),
    );
    expect(turns.every((nights) => nights.length === 1)).toBe(true);
    expect(turns.filter((nights) => nights[0] === 0)).toHaveLength(100);
  });
});
