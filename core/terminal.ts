import type { Delivery, Memory } from './delivery.ts';
import type { Finding } from './finding.ts';
import { EVERYTHING } from './route.ts';

/** Whoever runs a scan by hand. Everything that is open is printed there anyway, so nobody needs to be reminded. */
export const TERMINAL = {
  name: 'terminal',
  routes: [{ ...EVERYTHING, to: ['terminal'], reminders: false }],
} as const;

/** What was said of a finding there. A Patrol before 2026-12 noted it with the finding, and its last time only. */
export function saidAtTerminal(memory: Memory, { id, said }: Finding): Delivery | undefined {
  const legacy = (at: NonNullable<Finding['said']>): Delivery => ({
    ...{ channel: TERMINAL.name, about: id },
    ...{ said: at, handle: null, sayings: [] },
  });
  return memory.get(id) ?? (said === null ? undefined : legacy(said));
}
