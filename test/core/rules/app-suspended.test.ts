import type { Instant } from '#core/instant.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { appSuspended } from '#core/rules/app-suspended.ts';
import { appInstallation, fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const fourteen = plusDays(NIGHT, -14);
const check = (suspendedAt: Instant | null) => judgeByDefault(appSuspended, appInstallation({ suspendedAt }));

describe('app-suspended', () => {
  it.each<[string, Instant | null, string]>([
    ['not suspended', null, 'pass'],
    ['suspended now', NIGHT, 'pass'],
    ['suspended exactly 14 days ago', fourteen, 'pass'],
    ['suspended a second earlier', plusSeconds(fourteen, -1), 'fail'],
  ])('an App %s', (_, suspendedAt, outcome) => {
    expect(check(suspendedAt).outcome).toBe(outcome);
  });

  it('says since when, to an organisation owner, and judges no tokens', () => {
    expect(check(plusSeconds(fourteen, -1))).toMatchObject({
      severity: 'low',
      message: expect.stringMatching(
        /^The installation of the App release-drafter is suspended since 2026-11-08\./,
      ),
      remedy: expect.stringMatching(/^An organisation owner: uninstall it/),
    });
    expect(judgeByDefault(appSuspended, fineGrainedToken()).outcome).toBe('not-applicable');
  });
});
