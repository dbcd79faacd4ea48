import { retryDecision } from '#adapters/engine/retry-decision.ts';
import { ConnectionError } from '#adapters/github/connection-error.ts';
import { orgLogin } from '#core/credential.ts';
import { SigningError } from '#core/signing-error.ts';
import { DamagedChunkError, StoreLostError } from '#scan/store-port.ts';
import { instant } from '#test/builders/items.ts';

const NOW = new Date('2026-11-22T02:00:00Z');
const limited = new ConnectionError('Spent.', { problem: 'wait', until: instant('2026-11-22T03:00:00Z') });
const passed = new ConnectionError('Spent.', { problem: 'wait', until: instant('2026-11-22T01:00:00Z') });
const unreachable = new ConnectionError('No answer.', { problem: 'unreachable' });

describe('a step that failed is', () => {
  it.each<[string, Error, number, number | null]>([
    ['tried again after a moment', new Error('reset by peer'), 1, 5],
    ['tried again later the next time', new Error('reset by peer'), 2, 15],
    ['never put off for more than five minutes', new Error('reset by peer'), 5, 300],
    ['given up after six tries', new Error('reset by peer'), 6, null],
    ['tried again when GitHub did not answer', unreachable, 1, 5],
    ['tried when GitHub said to come back', limited, 1, 3_600],
    ['tried then, however often that was', limited, 50, 3_600],
    ['tried soon when that time has passed', passed, 1, 1],
    [
      'given up when the App is not installed',
      new ConnectionError('No.', { problem: 'not-installed' }),
      1,
      null,
    ],
    ['given up when the key is wrong', new ConnectionError('No.', { problem: 'bad-credentials' }), 1, null],
    ['given up when a key does not sign', new SigningError('No.', { passing: false, cause: null }), 1, null],
    ['tried again when KMS is busy', new SigningError('Busy.', { passing: true, cause: null }), 1, 5],
    [
      'given up when somebody took the organisation',
      new StoreLostError({ org: orgLogin('acme'), scan: instant('2026-11-22T02:00:00Z'), how: 'is taken' }),
      1,
      null,
    ],
    ['given up when a piece is damaged', new DamagedChunkError('Damaged.', 'people'), 1, null],
  ])('%s', (_what, error, attempt, seconds) => {
    const decision = retryDecision(error, attempt, NOW);
    expect(decision).toEqual(
      seconds === null ? { shouldRetry: false } : { shouldRetry: true, delay: { seconds } },
    );
  });
});
