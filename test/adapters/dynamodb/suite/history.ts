import type { Instant } from '#core/instant.ts';
import { plusSeconds } from '#core/instant.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { fingerprint } from '#test/builders/items.ts';
import { pressed } from '#test/builders/pressed.ts';
import { ACME, scanRecord } from '#test/builders/scan-records.ts';
import { collected, type Fresh } from './fresh.ts';
import { NIGHTS, projectAll, runNight } from './night.ts';

export function describeHistory(fresh: Fresh): void {
  describe('the history of an organisation', () => {
    const [first, second, third] = NIGHTS;

    it.each<[string, Instant, Instant | null]>([
      ['a second before the first scan', plusSeconds(first.id, -1), null],
      ['the very second of a scan', second.id, second.id],
      ['between two scans', plusSeconds(third.id, -1), second.id],
      ['long after the last', '2027-01-01T00:00:00Z' as Instant, third.id],
    ])('knows the scan in force %s', async (_, instant, expected) => {
      const { store } = await fresh();
      for (const night of NIGHTS) await runNight(store, night, 'me');
      expect((await store.scanAt(ACME, instant))?.id ?? null).toBe(expected);
    });

    it('gives the scans and their steps from the oldest on, the last one before it is archived', async () => {
      const { store } = await fresh();
      await runNight(store, first, 'me');
      await store.open({ org: ACME, scan: second.id, holder: 'me' });
      await store.stageTransitions(ACME, second.id, second.transitions);
      const alerts = Array.from({ length: 200 }, (_, number) => ({
        finding: fingerprint(`${number}`),
        channel: 'terminal',
        reason: 'first-seen' as const,
        detail: null,
      }));
      const record: ScanRecord = scanRecord({ id: second.id, previous: first.id, alerts });
      await store.commit(record, 'me');
      const scans = await collected(store.scans(ACME));
      expect(scans.map(({ id }) => id)).toEqual([first.id, second.id]);
      expect(scans[1]).toEqual(record);
      const steps = await collected(store.transitionsUpTo(ACME, second.id));
      expect(steps.map((each) => each.map(({ kind }) => kind))).toEqual([['opened', 'opened'], ['resolved']]);
      await projectAll(store);
      expect(await collected(store.scans(ACME))).toEqual(scans);
      expect(await store.scanAt(ACME, second.id)).toEqual(record);
      await runNight(store, third, 'me');
      expect(await store.scanAt(ACME, second.id)).toEqual(record);
    });

    it('keeps a press once, whoever comes second and however many come at once', async () => {
      const { store } = await fresh();
      const all = ['octocat', 'hubot', 'octocat', 'nadia'].map((by) => pressed({ by }));
      const answers = await Promise.all(all.map((each) => store.notePress(ACME, each)));
      const [kept, ...others] = await store.presses(ACME);
      expect(others).toEqual([]);
      expect(answers.filter((before) => before === null)).toHaveLength(1);
      expect(answers.filter((before) => before !== null)).toEqual([kept, kept, kept]);
      expect(await store.notePress(ACME, pressed({ tier: 7 }))).toBeNull();
      expect(await store.presses(ACME)).toHaveLength(2);
      expect(await store.presses(ACME, fingerprint('another'))).toEqual([]);
    });

    it('tells of one thing and one finding, up to the scan that is asked for', async () => {
      const { store } = await fresh();
      for (const night of NIGHTS) await runNight(store, night, 'me');
      const [gone, finding] = [second.changes[1], second.transitions[0]?.finding];
      if (gone === undefined || finding === undefined)
        throw new RangeError('The nights have lost their plot.');
      const life = await store.timeline(ACME, gone.key, third.id);
      expect(life.map(({ at, change }) => [at, change])).toEqual([
        [first.id, 'appeared'],
        [second.id, 'gone'],
        [third.id, 'appeared'],
      ]);
      expect(life[1]).toEqual({ ...gone, at: second.id });
      expect(await store.timeline(ACME, gone.key, second.id)).toHaveLength(2);
      const steps = await store.findingLife(ACME, finding.id, second.id);
      expect(steps.map(({ at, kind }) => [at, kind])).toEqual([
        [first.id, 'opened'],
        [second.id, 'resolved'],
      ]);
    });

    it('gives the changes after one scan and up to another', async () => {
      const { store } = await fresh();
      for (const night of NIGHTS) await runNight(store, night, 'me');
      const scans = await collected(store.changesBetween(ACME, first.id, third.id));
      expect(scans.map((each) => each.map(({ change }) => change))).toEqual([
        ['changed', 'gone'],
        ['appeared'],
      ]);
      expect(await collected(store.changesBetween(ACME, third.id, third.id))).toEqual([]);
    });

    it('of an organisation that was never scanned is empty', async () => {
      const { store } = await fresh();
      expect(await store.scanAt(ACME, first.id)).toBeNull();
      expect(await collected(store.scans(ACME))).toEqual([]);
      expect(await collected(store.transitionsUpTo(ACME, first.id))).toEqual([]);
    });
  });
}
