import type { Store } from '#scan/store-port.ts';
import { ACME } from '#test/builders/scan-records.ts';
import { interrupt } from '../watched-client.ts';
import type { Fresh } from './fresh.ts';

/** A claim, and a second. */
const LAPSED = 121;
const claim = (store: Store, holder: string, channel = 'slack:#security') =>
  store.claimChannel({ org: ACME, channel, holder });

async function claimed(store: Store, holder: string) {
  const answer = await claim(store, holder);
  if (answer.kind === 'wait') throw new Error(answer.reason);
  return answer;
}

export function describeClaiming(fresh: Fresh): void {
  describe('claiming a channel', () => {
    it('is refused while another process has it, and granted once that lets go; other channels are free', async () => {
      const { other, store } = await fresh();
      const ours = await claimed(store, 'me');
      expect(await claim(other(), 'another')).toMatchObject({
        kind: 'wait',
        reason: 'me tells slack:#security of Acme-Corp at this moment.',
      });
      expect(await claim(other(), 'another', 'slack:#other')).toMatchObject({ kind: 'claimed' });
      await ours.release();
      expect(await claim(other(), 'another')).toMatchObject({ kind: 'claimed' });
    });

    it('is refused to the same process a second time: it may be its own forgotten attempt', async () => {
      const { store } = await fresh();
      await claimed(store, 'me');
      expect(await claim(store, 'me')).toMatchObject({ kind: 'wait' });
    });

    it('holds as long as it is kept, and is taken from the dead', async () => {
      const { other, store, wait } = await fresh();
      const ours = await claimed(store, 'me');
      wait(LAPSED - 2);
      expect(await ours.keep()).toBeNull();
      wait(LAPSED - 2);
      expect(await claim(other(), 'another')).toMatchObject({ kind: 'wait' });
      wait(2);
      const theirs = await claimed(other(), 'another');
      expect(await ours.keep()).toMatchObject({ kind: 'wait', reason: expect.stringContaining('another') });
      await ours.release();
      expect(await theirs.keep()).toBeNull();
    });

    it('that lapsed is still ours when nobody took it, and not when somebody took it and let it go', async () => {
      const { other, store, wait } = await fresh();
      const ours = await claimed(store, 'me');
      wait(LAPSED);
      expect(await ours.keep()).toBeNull();
      wait(LAPSED);
      await (await claimed(other(), 'me')).release();
      expect(await ours.keep()).toMatchObject({ kind: 'wait' });
    });

    it('gives exactly one of several that ask at the same moment the channel', async () => {
      const { other } = await fresh();
      const answers = await Promise.all(['one', 'two', 'three'].map((holder) => claim(other(), holder)));
      expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['claimed', 'wait', 'wait']);
    });

    it('is not taken from a slow process that keeps it at the last moment', async () => {
      const { other, store, wait } = await fresh();
      const ours = await claimed(store, 'slow');
      wait(LAPSED);
      const taker = other((client) =>
        interrupt(client, ({ name }) => name === 'UpdateItemCommand', ours.keep),
      );
      expect(await claim(taker, 'another')).toMatchObject({ kind: 'wait' });
      expect(await ours.keep()).toBeNull();
    });
  });
}
