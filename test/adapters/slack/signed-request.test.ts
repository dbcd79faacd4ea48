import { isSignedBySlack, type RawRequest } from '#adapters/slack/signed-request.ts';
import { secret } from '#core/secret.ts';
import { SIGNING_SECRET, signed } from './signed.ts';

const NOW = new Date('2026-11-25T09:00:00Z');
const BODY = 'payload=%7B%22type%22%3A%22block_actions%22%7D';
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);
const good = signed(BODY, NOW);
const withHeaders = (headers: Record<string, string | undefined>): RawRequest => ({
  ...good,
  headers: { ...good.headers, ...headers },
});

describe('a request that says it is from Slack', () => {
  it.each<[string, RawRequest, boolean]>([
    ['signed now', good, true],
    ['signed almost five minutes ago', signed(BODY, ago(299)), true],
    ['with a body in many alphabets', signed('payload=ключ 🔑', NOW), true],
    ['with an empty body', signed('', NOW), true],
    ['by a clock a little ahead of ours', signed(BODY, ago(-60)), true],
    ['signed more than five minutes ago', signed(BODY, ago(301)), false],
    ['signed in an hour', signed(BODY, ago(-3_600)), false],
    ['signed with another secret', signed(BODY, NOW, 'another'), false],
    ['with one letter of the body changed', { ...good, body: BODY.replace('block', 'blocK') }, false],
    ['with a body that was decoded', { ...good, body: decodeURIComponent(BODY) }, false],
    [
      'with the time of one and the signature of another',
      withHeaders({ 'x-slack-request-timestamp': `${NOW.getTime() / 1_000 - 60}` }),
      false,
    ],
    ['without a signature', withHeaders({ 'x-slack-signature': undefined }), false],
    ['without a time', withHeaders({ 'x-slack-request-timestamp': undefined }), false],
    ['with a time that is no number', withHeaders({ 'x-slack-request-timestamp': 'now' }), false],
    ['with a negative time', withHeaders({ 'x-slack-request-timestamp': '-1' }), false],
    ['with a signature of another version', withHeaders({ 'x-slack-signature': 'v1=00' }), false],
    ['with an empty signature', withHeaders({ 'x-slack-signature': 'v0=' }), false],
    [
      'with a shortened signature',
      withHeaders({ 'x-slack-signature': good.headers['x-slack-signature'].slice(0, -2) }),
      false,
    ],
  ])('%s', (_what, request, expected) => {
    expect(isSignedBySlack(request, secret(SIGNING_SECRET), NOW)).toBe(expected);
  });

  it('is not believed when there is no secret', () => {
    expect(isSignedBySlack(signed(BODY, NOW, ' '), secret(' '), NOW)).toBe(false);
  });
});
