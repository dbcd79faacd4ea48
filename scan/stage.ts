import type { OrgLogin } from '#core/credential.ts';
import type { JudgedScan } from '#core/judge.ts';
import type { ScanId } from '#core/scan-record.ts';
import type { Engine } from './ports.ts';
import type { Store } from './store-port.ts';

/** Under a minute where a new table takes 4,000 units a second: the organisation is ours for so long. */
export const STAGED_A_STEP = 25_000;

interface Stage {
  readonly engine: Engine;
  readonly holder: string;
  readonly org: OrgLogin;
  readonly scan: ScanId;
  readonly store: Store;
}

/** How far the staging of one decision came. */
interface Staged {
  /** Of the decision. */
  readonly digest: string;
  /** Changes and transitions, in this order. */
  readonly items: number;
  readonly isWhole: boolean;
}

/**
 * Writes what was decided where the commit will find it, in as many steps as it takes; gives the digest of it. What an
 * earlier attempt left goes first. Where a run that is resumed decides otherwise, it begins anew.
 */
export async function stage(
  input: Stage,
  decision: () => Promise<JudgedScan>,
  attempt: number,
): Promise<string> {
  let staged: Staged | null = null;
  for (let count = 1; ; count += 1) {
    const before: Staged | null = staged;
    const name = attempt === 1 && count === 1 ? 'stage' : `stage ${attempt}.${count}`;
    staged = await input.engine.step(name, async () => stageSome(input, await decision(), before));
    if (staged.isWhole) return staged.digest;
  }
}

async function stageSome(
  { holder, org, scan, store }: Stage,
  { changes, record, transitions }: JudgedScan,
  before: Staged | null,
): Promise<Staged> {
  const { digest } = record;
  const from = before?.digest === digest ? before.items : 0;
  const to = Math.min(from + STAGED_A_STEP, changes.length + transitions.length);
  await store.renew(org, scan, holder);
  if (from === 0 && (await store.discardStaged(org, scan, record.chunks, STAGED_A_STEP)) === 'more') {
    return { digest, items: 0, isWhole: false };
  }
  await store.stageChanges(org, scan, changes.slice(from, to));
  const [first, last] = [from - changes.length, to - changes.length];
  await store.stageTransitions(org, scan, transitions.slice(Math.max(0, first), Math.max(0, last)));
  return { digest, items: to, isWhole: to === changes.length + transitions.length };
}
