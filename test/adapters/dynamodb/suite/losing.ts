import { StoreLostError } from '#scan/store-port.ts';
import { NIGHT, person } from '#test/builders/items.ts';
import { ACME, change, scanRecord, transition } from '#test/builders/scan-records.ts';
import { dump } from '../database.ts';
import { interrupt } from '../watched-client.ts';
import { A_MINUTE, type Fresh, LATER, read } from './fresh.ts';
import { NIGHTS, projectAll, runNight } from './night.ts';

export function describeLosing(fresh: Fresh): void {
  describe('a process that lost the organisation', () => {
    it('can neither renew, stage, discard nor commit, and shows nothing', async () => {
      const { other, store, wait } = await fresh();
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      wait(A_MINUTE);
      await other().open({ org: ACME, scan: LATER, holder: 'another' });
      await expect(store.renew(ACME, NIGHT, 'me')).rejects.toThrow(StoreLostError);
      await expect(store.stageChanges(ACME, NIGHT, [change()])).rejects.toThrow(StoreLostError);
      await expect(store.stageTransitions(ACME, NIGHT, [transition()])).rejects.toThrow(StoreLostError);
      await expect(store.discardStaged(ACME, NIGHT, [], 9)).rejects.toThrow(StoreLostError);
      await expect(store.commit(scanRecord(), 'me')).rejects.toThrow(
        'Organisation Acme-Corp was taken by another process',
      );
      await expect(store.sweep({ org: ACME, scan: NIGHT, holder: 'me' }, 9)).rejects.toThrow(StoreLostError);
      await store.release(ACME, NIGHT, 'me');
      expect(await store.head(ACME)).toBeNull();
      expect(await other().open({ org: ACME, scan: LATER, holder: 'third' })).toMatchObject({ kind: 'busy' });
    });

    it('cannot commit onto a head that moved', async () => {
      const { store } = await fresh();
      await runNight(store, NIGHTS[0], 'me');
      await store.open({ org: ACME, scan: LATER, holder: 'me' });
      const stale = scanRecord({ id: LATER, previous: null });
      await expect(store.commit(stale, 'me')).rejects.toThrow(StoreLostError);
      await expect(store.commit({ ...stale, previous: NIGHTS[2].id }, 'me')).rejects.toThrow(StoreLostError);
      expect(await store.head(ACME)).toMatchObject({ id: NIGHTS[0].id });
      await store.commit({ ...stale, previous: NIGHTS[0].id }, 'me');
      expect(await store.head(ACME)).toMatchObject({ id: LATER });
    });

    it('and takes it again cannot commit before what was given up meanwhile is swept: it would go with it', async () => {
      const { other, store, wait } = await fresh();
      const mine = { org: ACME, scan: NIGHT, holder: 'me' };
      await store.open(mine);
      wait(A_MINUTE);
      await other().open({ org: ACME, scan: LATER, holder: 'another' });
      wait(A_MINUTE);
      expect(await store.open(mine)).toEqual({ kind: 'opened', head: null, leftovers: true });
      await expect(store.commit(scanRecord(), 'me')).rejects.toThrow(StoreLostError);
      expect(await store.sweep(mine, 9)).toBe('done');
      await store.commit(scanRecord(), 'me');
      expect(await store.head(ACME)).toMatchObject({ id: NIGHT });
    });

    it('cannot touch the pieces that another committed under the same scan', async () => {
      const { other, store, wait } = await fresh();
      const place = { source: 'people', ordinal: 0 } as const;
      await store.open({ org: ACME, scan: NIGHT, holder: 'slow' });
      wait(A_MINUTE);
      const winner = other();
      await winner.open({ org: ACME, scan: NIGHT, holder: 'quick' });
      const ref = await winner.putChunk(ACME, NIGHT, { ...place, items: [person()] });
      await winner.commit(scanRecord({ chunks: [ref] }), 'quick');
      await store.putChunk(ACME, NIGHT, { ...place, items: [person({ id: '99' })] });
      await expect(store.discardStaged(ACME, NIGHT, [], 9)).rejects.toThrow(StoreLostError);
      expect(await read(store, [ref])).toEqual([[person()]]);
    });

    it('while it brought the current items up to date does not undo what came after', async () => {
      const { other, store, table } = await fresh();
      await store.open({ org: ACME, scan: NIGHTS[0].id, holder: 'slow' });
      await store.stageChanges(ACME, NIGHTS[0].id, NIGHTS[0].changes);
      await store.commit(scanRecord({ id: NIGHTS[0].id }), 'slow');
      const slow = other((client) =>
        interrupt(
          client,
          ({ input }) => JSON.stringify(input).includes('"CHANGE#"'),
          () => runNight(store, NIGHTS[1], 'quick'),
        ),
      );
      await projectAll(slow);
      expect((await dump(table)).filter(({ pk }) => pk === 'CURRENT#acme-corp')).toMatchObject([
        { name: 'renamed', lastChange: NIGHTS[1].id },
        { kind: 'person', lastChange: NIGHTS[0].id },
      ]);
      expect(await store.organisations()).toEqual([ACME]);
    });

    it('may commit the same record twice, as when the first answer was lost', async () => {
      const { store } = await fresh();
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      await store.commit(scanRecord(), 'me');
      await expect(store.commit(scanRecord(), 'me')).resolves.toBeUndefined();
      await expect(store.commit(scanRecord({ digest: 'another' }), 'me')).rejects.toThrow(StoreLostError);
    });
  });
}
