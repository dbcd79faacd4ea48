const whole = globalThis as { patrolStillRunning?: (() => Promise<void>)[] };

/** What the set-up started and the tear-down stops. Jest loads the two apart, in one process. */
whole.patrolStillRunning ??= [];
export const stillRunning = whole.patrolStillRunning;
