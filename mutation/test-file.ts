import { expect } from 'expect';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  getState,
  it,
  resetState,
  test,
} from 'jest-circus';

type Block = ReturnType<typeof getState>['rootDescribeBlock'];
type Entry = Extract<Block['children'][number], { type: 'test' }>;
type HookType = Block['hooks'][number]['type'];

/** A test as Jest's own `it` and `describe` define it; run here, in this process, as often as wanted. */
export interface Test {
  readonly id: string;
  readonly file: string;
  readonly entry: Entry;
}

Object.assign(globalThis, { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test });

/** Files must be defined one after another: Jest's functions write into one state. */
export async function defined(file: string, load: () => Promise<unknown>): Promise<Test[]> {
  resetState();
  await load();
  const seen = new Map<string, number>();
  return entriesOf(getState().rootDescribeBlock).map((entry) => {
    const name = [...blocksOf(entry).map((block) => block.name), entry.name].slice(1).join(' ');
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { id: `${file} ${name}${times > 1 ? ` (${times})` : ''}`, file, entry };
  });
}

const entriesOf = (block: Block): Entry[] =>
  block.children.flatMap((child) => {
    if (child.mode === 'skip' || child.mode === 'todo') return [];
    return child.type === 'test' ? [child] : entriesOf(child);
  });

/** From the file's own block to the one that holds the test. */
function blocksOf(entry: Entry): Block[] {
  const blocks: Block[] = [];
  for (let block: Block | undefined = entry.parent; block !== undefined; block = block.parent)
    blocks.unshift(block);
  return blocks;
}

/** A test, or the hooks that run once before some of them. */
export interface Part {
  readonly name: string;
  readonly file: string;
  readonly tests: readonly string[];
}

/** What a run of tests tells on its way. */
export interface Watcher {
  onPart?(part: Part): void;
  /** False ends the run. */
  onResult(test: Test, failure: Error | null): boolean;
}

/** Runs tests of one file in their order, each block's hooks around them. Nothing may wait for ever: the caller has a limit. */
export async function runTests(tests: readonly Test[], watcher: Watcher): Promise<void> {
  const open: Block[] = [];
  try {
    for (const each of tests) {
      const blocks = blocksOf(each.entry);
      await closeAllBut(blocks, open);
      const failure =
        (await opened(blocks, open, tests, watcher)) ?? (await failureOf(each, blocks, watcher));
      if (!watcher.onResult(each, failure)) return;
    }
  } finally {
    await closeAllBut([], open);
  }
}

async function opened(blocks: readonly Block[], open: Block[], tests: readonly Test[], watcher: Watcher) {
  for (const block of blocks.slice(open.length)) {
    open.push(block);
    if (!block.hooks.some(({ type }) => type === 'beforeAll')) continue;
    watcher.onPart?.(setUpOf(block, tests));
    const failure = await failureIn(() => hooks('beforeAll', [block]));
    if (failure !== null) return failure;
  }
  return null;
}

function setUpOf(block: Block, tests: readonly Test[]): Part {
  const within = tests.filter(({ entry }) => blocksOf(entry).includes(block));
  const file = within[0]?.file ?? '';
  const names: string[] = [];
  for (let each: Block | undefined = block; each !== undefined; each = each.parent) names.unshift(each.name);
  return {
    name: `set-up of ${[file, ...names.slice(1)].join(' ')}`,
    file,
    tests: within.map(({ id }) => id),
  };
}

async function closeAllBut(kept: readonly Block[], open: Block[]): Promise<void> {
  for (let last = open.at(-1); last !== undefined && !kept.includes(last); last = open.at(-1)) {
    open.pop();
    await failureIn(() => hooks('afterAll', last === undefined ? [] : [last]));
  }
}

async function failureOf(each: Test, blocks: readonly Block[], watcher: Watcher): Promise<Error | null> {
  watcher.onPart?.({ name: each.id, file: each.file, tests: [each.id] });
  const failure = await failureIn(async () => {
    await hooks('beforeEach', blocks);
    await call(each.entry.fn);
  });
  const after = await failureIn(() => hooks('afterEach', blocks.toReversed()));
  return failure ?? after;
}

async function hooks(wanted: HookType, blocks: readonly Block[]): Promise<void> {
  for (const block of blocks) {
    for (const { fn, type } of block.hooks) if (type === wanted) await call(fn);
  }
}

async function call(fn: Entry['fn'] | Block['hooks'][number]['fn']): Promise<void> {
  if (fn.length > 0)
    throw new Error('A test that takes `done` cannot be run in process: let it return a promise.');
  await (fn as () => unknown)();
}

async function failureIn(work: () => Promise<void>): Promise<Error | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error), { cause: error });
  }
}
