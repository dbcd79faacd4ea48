import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A simulator in a process of its own, so that its work is not counted as ours. */
export interface ServedWorld {
  readonly url: string;
  readonly appId: number;
  readonly privateKey: string;
  /** Pages of repositories that a first night cannot do without. */
  readonly subsetPages: number;
  advanceTo(instant: string): Promise<void>;
  stop(): void;
}

export async function serveWorld(tokens: number): Promise<ServedWorld> {
  const child = fork(new URL('./serve-world.ts', import.meta.url), [`${tokens}`]);
  const [facts] = (await once(child, 'message')) as [Omit<ServedWorld, 'advanceTo' | 'stop'>];
  return {
    ...facts,
    async advanceTo(instant) {
      child.send({ advanceTo: instant });
      await once(child, 'message');
    },
    stop: () => {
      child.disconnect();
    },
  };
}
