import type { TokenRequest } from '#core/credential.ts';
import { parseInstant, plusDays, plusSeconds } from '#core/instant.ts';
import { requestWaiting } from '#core/rules/request-waiting.ts';
import { fineGrainedToken, instant, NIGHT, tokenRequest } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const three = plusDays(NIGHT, -3);
const longer = plusSeconds(three, -1);

describe('request-waiting', () => {
  it.each<[string, Partial<TokenRequest>, string]>([
    ['that came now', { requestedAt: NIGHT }, 'pass'],
    ['that came two days ago', { requestedAt: plusDays(NIGHT, -2) }, 'pass'],
    ['that came exactly three days ago', { requestedAt: three }, 'pass'],
    ['that came a second earlier', { requestedAt: longer }, 'fail'],
    ['that came four days ago', { requestedAt: plusDays(NIGHT, -4) }, 'fail'],
    ['whose token expired now', { requestedAt: longer, expiresAt: NIGHT }, 'not-applicable'],
    ['whose token expires in a second', { requestedAt: longer, expiresAt: plusSeconds(NIGHT, 1) }, 'fail'],
  ])('a request %s', (_, overrides, outcome) => {
    expect(judgeByDefault(requestWaiting, tokenRequest(overrides)).outcome).toBe(outcome);
  });

  it.each([
    ['over a leap day', '2028-02-27T02:00:00Z', '2028-03-01T02:00:00Z', 'pass'],
    ['over a leap day and a second', '2028-02-27T01:59:59Z', '2028-03-01T02:00:00Z', 'fail'],
    [
      'over the end of summer time in Berlin',
      '2026-10-24T04:00:00+02:00',
      '2026-10-27T03:00:00+01:00',
      'pass',
    ],
    ['from an offset, a second too long', '2026-10-24T03:59:59+02:00', '2026-10-27T02:00:00Z', 'fail'],
  ])('counts days of 24 hours %s', (_, requestedAt, now, outcome) => {
    const request = tokenRequest({ requestedAt: parseInstant(requestedAt), expiresAt: 'never' });
    expect(judgeByDefault(requestWaiting, request, { now: parseInstant(now) }).outcome).toBe(outcome);
  });

  it('judges nothing but requests', () => {
    expect(judgeByDefault(requestWaiting, fineGrainedToken()).outcome).toBe('not-applicable');
  });

  it('says since when, and to whom', () => {
    const request = tokenRequest({ requestedAt: instant('2026-11-18T23:59:59Z') });
    expect(judgeByDefault(requestWaiting, request)).toMatchObject({
      severity: 'medium',
      message:
        'The request for the fine-grained token "metrics reader" of octocat has waited for an answer since 2026-11-18. Who waits for long takes a classic token, which needs no approval.',
      remedy: expect.stringMatching(/^An organisation owner: approve or deny it/),
    });
  });
});
