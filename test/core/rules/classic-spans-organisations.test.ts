import type { ClassicToken } from '#core/credential.ts';
import { plusSeconds } from '#core/instant.ts';
import { classicSpansOrganisations } from '#core/rules/classic-spans-organisations.ts';
import { classicToken, fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const check = (others: readonly string[], overrides: Partial<ClassicToken> = {}) =>
  judgeByDefault(classicSpansOrganisations, classicToken(overrides), {
    alsoIn: others.length === 0 ? {} : { 'classic-token:161195': others },
  });

describe('classic-spans-organisations', () => {
  it.each<[string, readonly string[], Partial<ClassicToken>, string]>([
    ['here alone, as far as is known', [], {}, 'pass'],
    ['in another organisation', ['acme-labs'], {}, 'fail'],
    ['in another organisation, with another id', ['acme-labs'], { id: '2' }, 'pass'],
    ['in another organisation, expired now', ['acme-labs'], { expiresAt: NIGHT }, 'not-applicable'],
    ['in another, expiring in a second', ['acme-labs'], { expiresAt: plusSeconds(NIGHT, 1) }, 'fail'],
  ])('a token authorised %s', (_, others, overrides, outcome) => {
    expect(check(others, overrides).outcome).toBe(outcome);
  });

  it.each<[readonly string[] | null, string]>([
    [['repo'], 'high'],
    [['public_repo'], 'high'],
    [['gist'], 'medium'],
    [null, 'medium'],
  ])('is as loud as its scopes: %j', (scopes, severity) => {
    expect(check(['acme-labs'], { scopes })).toMatchObject({ severity });
  });

  it('names the others, ten at most, and judges classic tokens alone', () => {
    expect(check(['acme-games', 'acme-labs'])).toMatchObject({
      message:
        'The classic token "nightly build" of octocat is authorised in acme-games, acme-labs as well: lost in one organisation, it opens the others.',
      remedy: expect.stringMatching(/^octocat: make a token for each organisation/),
    });
    const many = Array.from({ length: 12 }, (_, index) => `org-${index}`);
    expect(check(many)).toMatchObject({ message: expect.stringContaining('org-9 and 2 more as well') });
    expect(check(many.slice(0, 10))).toMatchObject({ message: expect.stringContaining('org-9 as well') });
    expect(judgeByDefault(classicSpansOrganisations, fineGrainedToken()).outcome).toBe('not-applicable');
  });
});
