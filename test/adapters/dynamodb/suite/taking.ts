import { createStore } from '#adapters/dynamodb/store.ts';
import { type OrgLogin, orgLogin } from '#core/credential.ts';
import { plusSeconds } from '#core/instant.ts';
import { StoreLostError } from '#scan/store-port.ts';
import { NIGHT } from '#test/builders/items.ts';
import { ACME } from '#test/builders/scan-records.ts';
import { interrupt } from '../watched-client.ts';
import { A_MINUTE, type Fresh, LATER } from './fresh.ts';
import { NIGHTS, runNight } from './night.ts';

const mine = { org: ACME, scan: NIGHT, holder: 'me' } as const;

export function describeTaking(fresh: Fresh): void {
  describe('taking an organisation', () => {
    it('gives the first scan no head, and the next one the record before it', async () => {
      const { store } = await fresh();
      expect(await store.head(ACME)).toBeNull();
      expect(await runNight(store, NIGHTS[0], 'me')).toEqual({
        ...{ kind: 'opened', head: null, leftovers: false },
      });
      const opening = await store.open({ org: ACME, scan: NIGHTS[1].id, holder: 'me' });
      expect(opening).toMatchObject({ kind: 'opened', head: { id: NIGHTS[0].id } });
      expect(opening).toHaveProperty('head', await store.head(ACME));
    });

    it('finds a scan that was committed before already committed, whoever asks', async () => {
      const { other, store } = await fresh();
      await runNight(store, NIGHTS[0], 'me');
      const again = await other().open({ org: ACME, scan: NIGHTS[0].id, holder: 'another' });
      expect(again).toEqual({ kind: 'already-committed', record: await store.head(ACME) });
    });

    it('does not rewrite history: an older scan is overtaken', async () => {
      const { store } = await fresh();
      await runNight(store, NIGHTS[1], 'me');
      const opening = await store.open({ org: ACME, scan: NIGHTS[0].id, holder: 'me' });
      expect(opening).toMatchObject({ kind: 'overtaken', head: { id: NIGHTS[1].id } });
    });

    it('is refused while another process holds the organisation, and granted when its lease is over', async () => {
      const { other, store, wait } = await fresh();
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      const claim = { org: ACME, scan: LATER, holder: 'another' };
      expect(await other().open(claim)).toEqual({
        kind: 'busy',
        scan: NIGHT,
        holder: 'me',
        until: plusSeconds(NIGHT, 60),
      });
      wait(50);
      await store.renew(ACME, NIGHT, 'me');
      wait(50);
      expect(await other().open(claim)).toMatchObject({ kind: 'busy', holder: 'me' });
      wait(A_MINUTE);
      expect(await other().open(claim)).toEqual({ kind: 'opened', head: null, leftovers: true });
    });

    it.each<[string, number, number]>([
      ['to its end, and a lease', 3_600, 3_660],
      ['at most for six hours', 24 * 3_600, 6 * 3_600 + 60],
      ['for a lease, if it is over', -10, 60],
    ])('is refused while the scan that holds it waits: %s', async (_how, waits, held) => {
      const { other, store, wait } = await fresh();
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      await store.hold({ ...mine, until: plusSeconds(NIGHT, waits) });
      const claim = { org: ACME, scan: LATER, holder: 'another' };
      wait(held - 1);
      expect(await other().open(claim)).toMatchObject({ kind: 'busy', until: plusSeconds(NIGHT, held) });
      wait(1);
      expect(await other().open(claim)).toMatchObject({ kind: 'opened' });
      await expect(store.hold({ ...mine, until: plusSeconds(NIGHT, waits) })).rejects.toThrow(StoreLostError);
    });

    it('holds it for the longest of its waits, whatever is read meanwhile, and lets go at once', async () => {
      const { other, store, wait } = await fresh();
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      await Promise.all(
        [3_000, 3_600, 60].map((seconds) => store.hold({ ...mine, until: plusSeconds(NIGHT, seconds) })),
      );
      wait(A_MINUTE);
      await store.renew(ACME, NIGHT, 'me');
      const claim = { org: ACME, scan: LATER, holder: 'another' };
      expect(await other().open(claim)).toMatchObject({ kind: 'busy', until: plusSeconds(NIGHT, 3_660) });
      await store.release(ACME, NIGHT, 'me');
      expect(await other().open(claim)).toMatchObject({ kind: 'opened' });
    });

    it('is granted at once after a release, and to the same holder at any time', async () => {
      const { other, store } = await fresh();
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      expect(await store.open({ org: ACME, scan: NIGHT, holder: 'me' })).toMatchObject({ kind: 'opened' });
      await store.release(ACME, NIGHT, 'me');
      const opening = await other().open({ org: ACME, scan: LATER, holder: 'another' });
      expect(opening).toMatchObject({ kind: 'opened' });
    });

    it('gives exactly one of two processes that ask at the same moment the organisation', async () => {
      const { other } = await fresh();
      const openings = await Promise.all(
        ['one', 'two', 'three'].map((holder) => other().open({ org: ACME, scan: NIGHT, holder })),
      );
      expect(openings.map(({ kind }) => kind).toSorted()).toEqual(['busy', 'busy', 'opened']);
    });

    it('is not taken from a slow process that renews its lease at the last moment', async () => {
      const { other, store, wait } = await fresh();
      await store.open({ org: ACME, scan: NIGHT, holder: 'slow' });
      wait(A_MINUTE);
      const taker = other((client) =>
        interrupt(
          client,
          ({ name }) => name === 'UpdateItemCommand',
          () => store.renew(ACME, NIGHT, 'slow'),
        ),
      );
      const opening = await taker.open({ org: ACME, scan: LATER, holder: 'taker' });
      expect(opening).toMatchObject({ kind: 'busy', holder: 'slow' });
    });

    it('takes a lease from the dead at once where nobody else can be alive', async () => {
      const { table } = await fresh();
      const exclusive = () => createStore(table.client, { table: table.name, exclusive: true });
      await exclusive().open({ org: ACME, scan: NIGHT, holder: 'killed' });
      const opening = await exclusive().open({ org: ACME, scan: LATER, holder: 'next' });
      expect(opening).toMatchObject({ kind: 'opened' });
    });

    it('knows a login in any case of letters, and organisations apart', async () => {
      const { store } = await fresh();
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      const shouted = ACME.toUpperCase() as OrgLogin;
      expect(await store.open({ org: shouted, scan: NIGHT, holder: 'you' })).toMatchObject({ kind: 'busy' });
      const opening = await store.open({ org: orgLogin('other'), scan: NIGHT, holder: 'you' });
      expect(opening).toMatchObject({ kind: 'opened' });
    });
  });
}
