import {
  appInstallation,
  classicToken,
  deployKey,
  finding,
  fineGrainedToken,
  NIGHT,
  owner,
  person,
  sshKey,
  tokenRequest,
} from '#test/builders/items.ts';
import { ACME, change, scanRecord, transition } from '#test/builders/scan-records.ts';
import { dump } from '../database.ts';
import type { Fresh } from './fresh.ts';
import { NIGHTS, projectAll, runNight } from './night.ts';

export function describeCommitted(fresh: Fresh): void {
  describe('a committed scan', () => {
    it('is invisible before the commit and current after the projection', async () => {
      const { store, table } = await fresh();
      const item = fineGrainedToken();
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      await store.stageChanges(ACME, NIGHT, [change({ item })]);
      await store.stageTransitions(ACME, NIGHT, [transition()]);
      expect([await store.head(ACME), await store.ownedBy('octocat'), await store.organisations()]).toEqual([
        null,
        [],
        [],
      ]);
      await store.commit(scanRecord(), 'me');
      await projectAll(store);
      expect(await store.head(ACME)).toEqual(scanRecord());
      expect(await store.organisations()).toEqual([ACME]);
      expect(await store.changes(ACME, NIGHT)).toEqual([change({ item })]);
      expect(await store.transitions(ACME, NIGHT)).toEqual([transition()]);
      expect(await store.findings(ACME, ['open'])).toEqual([finding()]);
      expect(await store.findings(ACME, ['waived', 'resolved'])).toEqual([]);
      const before = await dump(table);
      await projectAll(store);
      expect(await dump(table)).toEqual(before);
    });

    it('keeps of a current credential all but its last use and when its repositories were read', async () => {
      const { store } = await fresh();
      const items = [
        fineGrainedToken(),
        classicToken(),
        sshKey(),
        appInstallation({ owner: owner('OctoCat') }),
        deployKey(),
        tokenRequest(),
        person(),
      ];
      await runNight(store, { ...NIGHTS[0], changes: items.map((item) => change({ item })) }, 'me');
      const unknown = { lastUsedAt: 'unknown' };
      const owned = await store.ownedBy('octocat');
      expect(owned.map(({ org }) => org)).toEqual(items.map(() => ACME));
      expect(new Map(owned.map(({ item }) => [item.kind, item]))).toEqual(
        new Map<string, unknown>([
          ['fine-grained-token', { ...fineGrainedToken(), ...unknown, repositoriesAsOf: null }],
          ['classic-token', { ...classicToken(), ...unknown }],
          ['ssh-key', { ...sshKey(), ...unknown }],
          ['app-installation', { ...appInstallation({ owner: owner('OctoCat') }), ...unknown }],
          ['deploy-key', { ...deployKey(), ...unknown }],
          ['token-request', { ...tokenRequest(), ...unknown, repositoriesAsOf: null }],
          ['person', person()],
        ]),
      );
    });

    it('takes away what is gone, keeps resolved findings, and the history of both', async () => {
      const { store } = await fresh();
      await runNight(store, NIGHTS[0], 'me');
      expect(await store.ownedBy('octocat')).toHaveLength(3);
      await runNight(store, NIGHTS[1], 'me');
      const owned = await store.ownedBy('OCTOCAT');
      expect(owned.map(({ item }) => item.name)).toEqual(['renamed', null]);
      expect((await store.findings(ACME, ['resolved'])).map(({ cause }) => cause)).toEqual(['renewed']);
      expect(await store.findings(ACME, ['open', 'resolved', 'waived'])).toHaveLength(2);
      expect(await store.changes(ACME, NIGHTS[0].id)).toHaveLength(3);
      expect((await store.changes(ACME, NIGHTS[1].id)).map((each) => each.change)).toEqual([
        'changed',
        'gone',
      ]);
    });

    it('refuses two changes of one credential in one scan, for one would hide the other', async () => {
      const { store } = await fresh();
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      await expect(store.stageChanges(ACME, NIGHT, [change(), change({ change: 'gone' })])).rejects.toThrow(
        'A scan gave CHANGE#fine-grained-token:101001 twice.',
      );
    });
  });
}
