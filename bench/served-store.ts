import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface ServedStore {
  /** What `patrol --store dynamodb://patrol` needs to find it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): void;
}

/** A DynamoDB in a process of its own. */
export async function serveStore(folder: string): Promise<ServedStore> {
  const child = fork(new URL('./serve-store.ts', import.meta.url), [folder]);
  const [{ url }] = (await once(child, 'message')) as [{ readonly url: string }];
  return {
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'local',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    stop: () => child.disconnect(),
  };
}
