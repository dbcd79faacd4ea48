import { EVERYTHING } from './route.ts';

/** Whoever runs a scan by hand. Everything that is open is printed there anyway, so nobody needs to be reminded. */
export const TERMINAL = {
  name: 'terminal',
  routes: [{ ...EVERYTHING, to: ['terminal'], reminders: false }],
} as const;
