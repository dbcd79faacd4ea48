import { createHook } from 'node:async_hooks';
import type { Handler } from '#test/builders/durable-lambda.ts';
import { durableHandler } from '../../lambda/handler.ts';
import { startLocalCloud } from './local-cloud.ts';

/** Of the SDKs' own timers none is as long; of jest's, none is made meanwhile. */
const LONG_MILLISECONDS = 60_000;

describe('a durable handler', () => {
  it('leaves no timer in its sandbox when it waits, and goes on afterwards', async () => {
    const cloud = await startLocalCloud('');
    Object.assign(process.env, {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL: cloud.url,
    });
    const handler = durableHandler(String, async (name, context) => {
      await context.wait('an hour', { hours: 1 });
      return `${name}, later`;
    });
    cloud.functions.set('waits', handler as unknown as Handler);
    const delays = new Map<number, number>();
    const hook = createHook({
      init: (id, type, _trigger, timer: { readonly _idleTimeout?: number }) => {
        if (type === 'Timeout') delays.set(id, timer._idleTimeout ?? 0);
      },
      destroy: (id) => delays.delete(id),
    }).enable();
    expect(await cloud.run('waits', 'acme')).toEqual({ Status: 'SUCCEEDED', Result: '"acme, later"' });
    expect(cloud.executions[0]?.invocations).toBe(2);
    hook.disable();
    expect([...delays.values()].filter((delay) => delay > LONG_MILLISECONDS)).toEqual([]);
    await cloud.close();
  });
});
