import type { FineGrainedToken } from '#core/credential.ts';
import type { ChunkRef } from '#core/scan-record.ts';
import { finding, fineGrainedToken, fingerprint, NIGHT, owner, repository } from '#test/builders/items.ts';
import { ACME, change, scanRecord, transition } from '#test/builders/scan-records.ts';
import { itemSize } from '../../../../bench/item-size.ts';
import { dump } from '../database.ts';
import { type Fresh, read } from './fresh.ts';
import { NIGHTS, projectAll, runNight } from './night.ts';

export function describeStrange(fresh: Fresh): void {
  describe('size and strangeness', () => {
    it('keeps a record with thousands of alerts and pieces whole, in items of less than 400 KB', async () => {
      const { store, table } = await fresh();
      const alerts = Array.from({ length: 12_000 }, (_, index) => ({
        finding: fingerprint(`alert ${index} of many, told apart by ${(index * 2_654_435_761) % 2 ** 32}`),
        channel: 'terminal',
        reason: 'first-seen' as const,
        detail: null,
      }));
      const chunks = Array.from({ length: 2_000 }, (_, ordinal): ChunkRef => {
        const sha256 = fingerprint(`piece ${ordinal}`);
        return { source: 'fine-grained-tokens', ordinal, count: 50, sha256 };
      });
      const record = scanRecord({ alerts, chunks });
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      await store.commit(record, 'me');
      await projectAll(store);
      expect(await store.head(ACME)).toEqual(record);
      const sizes = (await dump(table)).map((item) => itemSize(item));
      expect(Math.max(...sizes)).toBeLessThan(400 * 1_024);
    });

    it('keeps a token with five thousand repositories, in the change and in the current item', async () => {
      const { store } = await fresh();
      const repositories = Array.from({ length: 5_000 }, (_, id) =>
        repository({ id, name: `service-${id}` }),
      );
      const large = fineGrainedToken({ repositories });
      const fields = { repositories: { before: repositories.slice(1), after: repositories } };
      const changed = change({ change: 'changed', item: large, fields });
      await runNight(store, { ...NIGHTS[0], changes: [changed], transitions: [] }, 'me');
      expect(await store.changes(ACME, NIGHTS[0].id)).toEqual([changed]);
      const owned = await store.ownedBy('octocat');
      expect(owned).toEqual([
        { org: ACME, item: { ...large, lastUsedAt: 'unknown', repositoriesAsOf: null } },
      ]);
    });

    it('brings hostile words and keys back as they were', async () => {
      const { store } = await fresh();
      const words = '<!channel> \u202egnp.exe \u001b[31m =HYPERLINK("x") 👩‍👩‍👧 \u0000 # ~ \'); DROP TABLE';
      const permissions = JSON.parse(
        '{"__proto__":{"contents":"write"},"":{"":"read","\\\\":"read"},"\\\\__proto__":{"__proto__":"admin"}}',
      ) as FineGrainedToken['permissions'];
      const hostile = fineGrainedToken({ name: words, permissions, owner: owner('', 7) });
      const night = {
        ...NIGHTS[0],
        chunks: [{ source: 'fine-grained-tokens' as const, items: [hostile, fineGrainedToken()] }],
        changes: [change({ item: hostile, fields: { permissions: { before: {}, after: permissions } } })],
        transitions: [transition({ finding: finding({ message: words, remedy: '' }) })],
      };
      await runNight(store, night, 'me');
      const [changed] = await store.changes(ACME, night.id);
      expect(JSON.stringify(changed?.item)).toContain('"__proto__":{"contents":"write"}');
      expect(changed).toEqual(night.changes[0]);
      expect(await store.transitions(ACME, night.id)).toEqual(night.transitions);
      const [items] = await read(store, (await store.head(ACME))?.chunks ?? [], night.id);
      expect(JSON.stringify(items)).toBe(JSON.stringify(night.chunks[0]?.items));
    });
  });
}
