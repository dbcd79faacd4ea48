import type { InventoryItem } from '#core/credential.ts';
import { absenceCause, type Circumstances } from '#core/history/absence-cause.ts';
import { fineGrainedToken, instant, NIGHT, person, sshKey, tokenRequest } from '#test/builders/items.ts';

const alone: Circumstances = { scan: NIGHT, tokenAppeared: false, ownerGone: false };
const left: Circumstances = { ...alone, ownerGone: true };
const until = (expiresAt: string) => fineGrainedToken({ expiresAt: instant(expiresAt) });

describe('why a thing is gone', () => {
  it.each<[string, InventoryItem, Circumstances, string | null]>([
    ['a token past its day', until('2026-11-21T20:00:00Z'), alone, 'expired'],
    ['a token in the very second of its expiry', until(NIGHT), alone, 'expired'],
    ['a token before its day', until('2026-11-22T02:00:01Z'), alone, 'revoked'],
    ['a token past its day whose owner left, too', until('2026-11-21T20:00:00Z'), left, 'expired'],
    ['a token whose owner left', until('2027-01-01T00:00:00Z'), left, 'owner removed'],
    ['a token that never expires', fineGrainedToken({ expiresAt: 'never' }), alone, 'revoked'],
    ['a key of which GitHub tells no day', sshKey(), alone, 'revoked'],
    ['a request whose token appeared', tokenRequest(), { ...alone, tokenAppeared: true }, 'approved'],
    ['another request', tokenRequest(), alone, null],
    ['a person', person(), left, null],
  ])('%s', (_, item, circumstances, cause) => {
    expect(absenceCause(item, circumstances)).toBe(cause);
  });
});
