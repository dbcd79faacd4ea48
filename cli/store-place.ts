import { Option } from 'commander';
import type { Store } from '#scan/store-port.ts';
import type { Environment } from './dependencies.ts';

const DEFAULT_STORE = './.patrol';

export function storeOption(): Option {
  return new Option(
    '--store <place>',
    `folder, or dynamodb://TABLE, that holds the scans (default: PATROL_STORE, or ${DEFAULT_STORE})`,
  );
}

export function storePlace(asked: string | undefined, env: Environment): string {
  const fromEnvironment = env.PATROL_STORE ?? '';
  return asked ?? (fromEnvironment === '' ? DEFAULT_STORE : fromEnvironment);
}

/** Opens the store for one piece of work, and closes it whatever becomes of that. */
export async function withStore<Result>(
  store: Store,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
