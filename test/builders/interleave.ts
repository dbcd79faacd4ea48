/** One of several that act at once; it calls `turn` before everything that others may come between. */
export type Actor = (turn: () => Promise<void>) => Promise<void>;

/** Before the nth of all turns something else happens. */
export type Incidents = ReadonlyMap<number, () => void>;

/**
 * Lets actors go on one at a time, from turn to turn, in the order that `choices` say (each a number, of whom is waiting);
 * when they are used up, in turn.
 */
export async function interleave(
  actors: readonly Actor[],
  choices: readonly number[],
  incidents: Incidents = new Map(),
): Promise<void> {
  const waiting: (() => void)[] = [];
  let acting = actors.length;
  let rested: () => void = () => undefined;
  const pause = () => {
    acting -= 1;
    if (acting === 0) rested();
  };
  const turn = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      pause();
    });
  let rest = new Promise<void>((resolve) => {
    rested = resolve;
  });
  const done = Promise.all(actors.map((actor) => actor(turn).finally(pause)));
  for (let nth = 0; ; nth++) {
    await rest;
    if (waiting.length === 0) break;
    incidents.get(nth)?.();
    const [next] = waiting.splice((choices[nth] ?? 0) % waiting.length, 1);
    rest = new Promise<void>((resolve) => {
      rested = resolve;
    });
    acting += 1;
    next?.();
  }
  await done;
}
