import type { JudgedScan } from '#core/judge.ts';
import type { ScanId } from '#core/scan-record.ts';
import type { Engine } from '#scan/ports.ts';
import { STAGED_A_STEP, stage } from '#scan/stage.ts';
import type { Store } from '#scan/store-port.ts';
import { fineGrainedToken, fingerprint, NIGHT } from '#test/builders/items.ts';
import { ACME, change, scanRecord, transition } from '#test/builders/scan-records.ts';

const token = fineGrainedToken();

function judged(digest: string, changes: number, transitions: number): JudgedScan {
  const step = transition();
  return {
    record: scanRecord({ digest }),
    changes: Array.from({ length: changes }, (_, id) => change({ item: { ...token, id: `${id}` } })),
    transitions: Array.from({ length: transitions }, (_, id) => ({
      ...step,
      finding: { ...step.finding, id: fingerprint(`${id}`) },
    })),
    findings: [],
  };
}

/** A store that notes what it was given, and an engine that notes its steps. */
function desk(...earlier: ('more' | 'done')[]) {
  const done: string[] = [];
  const staged = new Set<unknown>();
  const most = { items: 0 };
  const take = async (_org: unknown, _scan: unknown, items: readonly object[]) => {
    for (const item of items)
      staged.add('key' in item ? item.key : (item as { finding: { id: string } }).finding.id);
    most.items = Math.max(most.items, items.length);
  };
  const store = {
    renew: async () => done.push('renew'),
    discardStaged: async () => {
      staged.clear();
      done.push('discard');
      return earlier.shift() ?? 'done';
    },
    stageChanges: take,
    stageTransitions: take,
  } as unknown as Store;
  const engine = {
    step: async <Result>(name: string, work: () => Promise<Result>) => {
      done.push(name);
      return JSON.parse(JSON.stringify(await work())) as Result;
    },
  } as unknown as Engine;
  return { done, most, staged, means: { engine, holder: 'me', org: ACME, scan: NIGHT as ScanId, store } };
}

describe('what was decided is staged', () => {
  it.each([
    ['nothing at all', 0, 0, 1],
    ['as much as one step takes', STAGED_A_STEP - 10, 10, 1],
    ['one more', STAGED_A_STEP - 10, 11, 2],
    ['changes and steps of findings for three steps', STAGED_A_STEP + 1, STAGED_A_STEP + 1, 3],
  ])('%s: all of it, in steps of bounded size', async (_, changes, transitions, steps) => {
    const { done, means, most, staged } = desk();
    expect(await stage(means, async () => judged('one', changes, transitions), 1)).toBe('one');
    expect(staged.size).toBe(changes + transitions);
    expect(most.items).toBeLessThanOrEqual(STAGED_A_STEP);
    expect(done.filter((name) => name.startsWith('stage'))).toHaveLength(steps);
    // The organisation is kept for each step, and what an earlier attempt left is removed once.
    expect(done.filter((name) => name === 'renew')).toHaveLength(steps);
    expect(done.filter((name) => name === 'discard')).toHaveLength(1);
  });

  it('after what an earlier attempt left was removed, in steps of bounded size as well', async () => {
    const { done, means, staged } = desk('more', 'more', 'done');
    expect(await stage(means, async () => judged('one', 2, 1), 1)).toBe('one');
    expect(staged.size).toBe(3);
    const each = ['renew', 'discard'];
    expect(done).toEqual(['stage', ...each, 'stage 1.2', ...each, 'stage 1.3', ...each]);
  });

  it('anew, where a run that is resumed in the middle decides otherwise', async () => {
    const { done, means, staged } = desk();
    const decisions = [judged('one', STAGED_A_STEP + 1, 0), judged('two', 3, 2)];
    expect(await stage(means, async () => decisions.shift() ?? judged('two', 3, 2), 1)).toBe('two');
    expect(staged.size).toBe(5);
    expect(done.filter((name) => name === 'discard')).toHaveLength(2);
  });
});
