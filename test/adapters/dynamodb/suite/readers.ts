import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '#adapters/dynamodb/table.ts';
import { keyOf } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { ofOneScan } from '#scan/history/of-one-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { finding, fineGrainedToken, fingerprint, NIGHT, person } from '#test/builders/items.ts';
import { ACME, change, transition } from '#test/builders/scan-records.ts';
import { dump } from '../database.ts';
import { Crash, countWrites, crashAfterWrite, interrupt, recordCommands } from '../watched-client.ts';
import { type Fresh, read } from './fresh.ts';
import { NIGHTS, type Night, runNight } from './night.ts';

const STATES = ['open', 'waived', 'resolved'] as const;
const FINDINGS = 30;
const at = (night: number) => plusDays(NIGHT, night);

/** Every finding says of which night it is, and every thing. */
function nightNamed(number: number): Night {
  const id = at(number);
  const items = [1, 2].map((each) => fineGrainedToken({ id: `${each}`, name: id }));
  const steps = Array.from({ length: FINDINGS }, (_, index) =>
    transition({
      kind: number === 0 ? 'opened' : 'reworded',
      finding: finding({ id: fingerprint(`${index}`), message: id }),
    }),
  );
  return {
    id,
    chunks: [{ source: 'fine-grained-tokens', items }],
    changes: items.map((item) => change({ item, change: number === 0 ? 'appeared' : 'changed' })),
    transitions: steps,
  };
}

const answerOf = (id: string) => ({ names: [id, id], messages: Array.from({ length: FINDINGS }, () => id) });

/** What somebody sees who reads the last scan, its inventory and its findings. */
function look(store: Store) {
  return ofOneScan(store, ACME, async () => {
    const head = await store.head(ACME);
    const items = head === null ? [] : (await read(store, head.chunks, head.id)).flat();
    const findings = await store.findings(ACME, STATES);
    return {
      id: head?.id ?? null,
      names: items.map((item) => (item as { name: string }).name),
      messages: findings.map(({ message }) => message),
    };
  });
}

const stateOf = (findings: readonly Finding[]) => findings.map(({ id, said, state }) => [id, said, state]);

export function describeReaders(fresh: Fresh): void {
  describe('a reader', () => {
    it('sees one committed scan and never two, beside a writer and another reader', async () => {
      const { other } = await fresh();
      let isDone = false;
      const seen = new Set<unknown>();
      const write = async () => {
        for (let number = 0; number < 5; number += 1) await runNight(other(), nightNamed(number), 'writer');
        isDone = true;
      };
      const readOn = async () => {
        const store = other();
        while (!isDone) {
          const { id, ...answer } = await look(store);
          seen.add(id);
          expect(answer).toEqual(id === null ? { names: [], messages: [] } : answerOf(id));
        }
      };
      await Promise.all([write(), readOn(), readOn()]);
      expect(seen.size).toBeGreaterThan(1);
    });

    it('sees the findings of the last commit wherever its writer died', async () => {
      const calm = await fresh();
      const expected = new Map([[NIGHTS[0].id as string, await stateAfter(calm.store, NIGHTS[0])]]);
      const writes = countWrites(calm.table.client);
      expected.set(NIGHTS[1].id, await stateAfter(calm.store, NIGHTS[1]));
      const seen = new Set<unknown>();
      for (let nth = 1; nth <= writes(); nth += 1) {
        const { other, store } = await fresh();
        await runNight(store, NIGHTS[0], 'me');
        const doomed = other((client) => crashAfterWrite(client, nth));
        await expect(runNight(doomed, NIGHTS[1], 'doomed')).rejects.toThrow(Crash);
        const id = (await store.head(ACME))?.id ?? '';
        expect({ nth, findings: stateOf(await store.findings(ACME, STATES)) }).toEqual({
          nth,
          findings: expected.get(id),
        });
        seen.add(`${id}, ${await store.isBehind(ACME)}`);
      }
      expect(seen).toEqual(
        new Set([`${NIGHTS[0].id}, false`, `${NIGHTS[1].id}, true`, `${NIGHTS[1].id}, false`]),
      );
    });

    it('finds the findings about one thing, in an organisation from before they had a place there, too', async () => {
      const { store, table } = await fresh();
      const other = finding({ id: fingerprint('three'), credential: { ...finding().credential, id: '2' } });
      const night = { ...NIGHTS[0], transitions: [...NIGHTS[0].transitions, transition({ finding: other })] };
      await runNight(store, night, 'me');
      const about = async () => [
        await store.findingsAbout(ACME, keyOf(finding().credential)),
        await store.findingsAbout(ACME, keyOf(other.credential)),
        await store.findingsAbout(ACME, keyOf(person())),
      ];
      const all = await store.findings(ACME, ['open']);
      const expected = [all.filter(({ id }) => id !== other.id), [other], []];
      expect(await about()).toEqual(expected);
      const sent = recordCommands(table.client);
      await store.findingsAbout(ACME, keyOf(person()));
      expect(JSON.stringify(sent)).not.toContain('FINDINGS#');
      await takePlacesAway(table);
      expect(await about()).toEqual(expected);
    });

    it('asks again when a scan was committed while the findings were read', async () => {
      const { other, store } = await fresh();
      await runNight(store, nightNamed(0), 'me');
      const reader = other((client) =>
        interrupt(client, isForFindings, () => runNight(other(), nightNamed(1), 'writer')),
      );
      const findings = await reader.findings(ACME, STATES);
      expect(new Set(findings.map(({ message }) => message))).toEqual(new Set([at(1)]));
    });
  });
}

/** As an earlier Patrol left the table. */
async function takePlacesAway(table: Table): Promise<void> {
  for (const item of await dump(table)) {
    const { findingsPlaced: _placed, ...rest } = item;
    const { timelineAt: _at, timelineOf: _of, ...unplaced } = rest;
    const Item = item['type'] === 'finding' ? unplaced : rest;
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  }
}

const isForFindings = ({ input, name }: { name: string; input: Readonly<Record<string, unknown>> }) =>
  name === 'QueryCommand' && JSON.stringify(input).includes('FINDINGS#');

async function stateAfter(store: Store, night: Night) {
  await runNight(store, night, 'me');
  return stateOf(await store.findings(ACME, STATES));
}
