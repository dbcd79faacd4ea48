import type { ClassicToken } from '#core/credential.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { automationWantsApp } from '#core/rules/automation-wants-app.ts';
import { classicToken, fineGrainedToken, NIGHT, owner, sshKey } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const check = (overrides: Partial<ClassicToken>) =>
  judgeByDefault(automationWantsApp, classicToken(overrides));
const thirty = plusDays(NIGHT, -30);
const ci = { name: 'CI' };

describe('automation-wants-app', () => {
  it.each<[string, Partial<ClassicToken>, string]>([
    ['called "CI"', ci, 'fail'],
    ['called "nightly_build"', { name: 'nightly_build' }, 'fail'],
    ['called "my-deploy-2"', { name: 'my-deploy-2' }, 'fail'],
    ['called "circus"', { name: 'circus' }, 'pass'],
    ['called "robotics"', { name: 'robotics' }, 'pass'],
    ['without a name, of acme-bot', { name: null, owner: owner('acme-bot') }, 'fail'],
    ['called "release", of ci-acme', { name: 'release', owner: owner('ci-acme') }, 'fail'],
    ['without a name, of octocat', { name: null }, 'pass'],
    ['without a name or an owner', { name: null, owner: null }, 'pass'],
    ['called "CI", used 30 days ago', { ...ci, lastUsedAt: thirty }, 'fail'],
    ['called "CI", used before that', { ...ci, lastUsedAt: plusSeconds(thirty, -1) }, 'not-applicable'],
    ['called "CI", of unknown use', { ...ci, lastUsedAt: 'unknown' }, 'not-applicable'],
    ['called "CI", expired now', { ...ci, expiresAt: NIGHT }, 'not-applicable'],
    ['called "CI", expiring in a second', { ...ci, expiresAt: plusSeconds(NIGHT, 1) }, 'fail'],
  ])('a token %s', (_, overrides, outcome) => {
    expect(check(overrides).outcome).toBe(outcome);
  });

  it('says which word gave it away, and what to have instead', () => {
    expect(judgeByDefault(automationWantsApp, fineGrainedToken({ name: 'Terraform plan' }))).toMatchObject({
      severity: 'low',
      message: expect.stringContaining('is in use, and "terraform" says that a machine uses it'),
      remedy: expect.stringMatching(/^octocat: move the job to a GitHub App/),
    });
    expect(judgeByDefault(automationWantsApp, sshKey({ name: 'ci' })).outcome).toBe('not-applicable');
  });
});
