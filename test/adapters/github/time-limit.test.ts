import { setTimeout as passed } from 'node:timers/promises';
import { timeLimit } from '#adapters/github/time-limit.ts';

const LONG = 60_000;

it('aborts when the time is over, as a timeout', async () => {
  const { signal } = timeLimit(1, undefined);
  await passed(30);
  expect(signal.reason).toMatchObject({ name: 'TimeoutError', message: 'No answer within 1 ms.' });
});

it('does nothing once it was let go', async () => {
  const outer = new AbortController();
  const { end, signal } = timeLimit(1, outer.signal);
  end();
  outer.abort();
  await passed(30);
  expect(signal.aborted).toBe(false);
});

it.each(['before', 'after'])(
  'aborts with the outer signal, stopped %s it began, and for its reason',
  (when) => {
    const outer = new AbortController();
    const reason = new Error('Stopped by SIGINT.');
    if (when === 'before') outer.abort(reason);
    const { end, signal } = timeLimit(LONG, outer.signal);
    if (when === 'after') outer.abort(reason);
    expect(signal.reason).toBe(reason);
    end();
  },
);
