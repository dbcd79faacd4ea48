import type { InventoryItem, Person } from '#core/credential.ts';
import { Holdings } from '#core/holdings.ts';
import {
  appInstallation,
  classicToken,
  fineGrainedToken,
  NIGHT,
  owner,
  person,
  tokenRequest,
} from '#test/builders/items.ts';

const byLogin = (login: string) => ({ owner: { id: null, login } });
const expired = fineGrainedToken({ expiresAt: NIGHT });

function held(by: Person, ...items: InventoryItem[]): [number, number] {
  const holdings = new Holdings();
  for (const item of items) holdings.count(item, NIGHT);
  const { credentials, liveTokens } = holdings.of(by);
  return [credentials, liveTokens];
}

describe('a person has so many credentials, and so many fine-grained tokens that have not expired', () => {
  it.each<[string, InventoryItem[], Person, number, number]>([
    ['of none', [], person(), 0, 0],
    ['of every kind', [fineGrainedToken(), classicToken(), expired], person(), 3, 1],
    ['but no requests and no people', [tokenRequest(), person()], person(), 0, 0],
    ['but none that belong to nobody', [fineGrainedToken({ owner: null })], person(), 0, 0],
    ['but none of another', [appInstallation(), classicToken(byLogin('hubot'))], person(), 0, 0],
    ['under another login', [fineGrainedToken({ owner: owner('monalisa') })], person(), 1, 1],
    [
      'where GitHub gives no id',
      [classicToken(byLogin('OctoCat')), fineGrainedToken(byLogin('octocat'))],
      person({ owner: owner('OCTOCAT') }),
      2,
      1,
    ],
    [
      'where GitHub gives an id with some',
      [fineGrainedToken(), fineGrainedToken(byLogin('octocat')), classicToken(byLogin('octocat'))],
      person(),
      3,
      2,
    ],
    [
      'where GitHub names no login',
      [fineGrainedToken(), fineGrainedToken(byLogin('octocat'))],
      person({ owner: null }),
      1,
      1,
    ],
  ])('%s', (_, items, by, credentials, liveTokens) => {
    expect(held(by, ...items)).toStrictEqual([credentials, liveTokens]);
  });
});
