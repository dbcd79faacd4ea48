import { examinationChecks } from '#cli/examination-checks.ts';
import { orgLogin } from '#core/credential.ts';
import { instant } from '#test/builders/items.ts';
import { examination } from './builders/fake-world.ts';

const acme = orgLogin('acme');
const app = examination().identity;
const checks = (overrides: Parameters<typeof examination>[0]) =>
  examinationChecks(acme, examination(overrides));

describe('what doctor makes of an examination', () => {
  it('is all well for an App that may read everything', () => {
    const found = checks({});
    expect(found.map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok']);
    expect(found[0]?.detail).toBe('as the GitHub App patrol (123456), installation 42');
  });

  it.each([
    ['visible', 'ok'],
    ['unavailable', 'note'],
    ['wait', 'warning'],
    ['refused', 'problem'],
    ['failed', 'problem'],
  ] as const)('a source that is %s is %s', (sight, verdict) => {
    const source = {
      source: 'people',
      sight,
      reason: 'because',
      missingPermission: null,
      lost: 'much',
    } as const;
    expect(checks({ sources: [source] })[1]).toMatchObject({
      name: 'acme, people',
      verdict,
      detail: 'because; much',
    });
  });

  it('says what to grant and where', () => {
    const source = {
      source: 'people',
      sight: 'refused',
      reason: 'no',
      missingPermission: 'members=read',
      lost: null,
    } as const;
    expect(checks({ sources: [source] })[1]?.todo).toBe(
      "Grant members=read on the App's settings page (Permissions), then accept it in acme.",
    );
  });

  it('warns of an App that sees some repositories only', () => {
    expect(
      app.kind === 'app' && checks({ identity: { ...app, repositorySelection: 'selected' } })[0],
    ).toMatchObject({
      verdict: 'warning',
      detail: expect.stringContaining('selected repositories only'),
    });
  });

  it.each([
    [
      ['read:org'],
      instant('2027-01-01T00:00:00Z'),
      'with a token of octocat (scopes read:org, expires on 2027-01-01)',
    ],
    [[], null, 'with a token of octocat (scopes none, no expiry known)'],
    [null, null, 'with a token of octocat (fine-grained, no expiry known)'],
  ])('warns of a token: scopes %j', (scopes, expiresAt, detail) => {
    const identity = { kind: 'token', login: 'octocat', scopes, expiresAt } as const;
    expect(checks({ identity })[0]).toMatchObject({
      verdict: 'warning',
      detail,
      todo: expect.stringContaining('GITHUB_APP_ID'),
    });
  });

  it.each([
    [31, "31 s behind GitHub's"],
    [-90, "90 s ahead of GitHub's"],
  ])('warns of a clock that is off by %i s', (clockSkewSeconds, detail) => {
    expect(checks({ clockSkewSeconds })[1]).toMatchObject({ name: 'Clock', verdict: 'warning', detail });
  });

  it.each([0, 30, -30, null])('takes a clock that is off by %j for right', (clockSkewSeconds) => {
    expect(checks({ clockSkewSeconds }).some(({ name }) => name === 'Clock')).toBe(false);
  });
});
