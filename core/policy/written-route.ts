import type { Quiet } from '../quiet.ts';
import type { Route } from '../route.ts';

/** A route as a policy file spells it; what it takes whatever it is, is not there. */
export function writtenRoute({ reminders, quiet, ...route }: Route): object {
  return {
    ...withoutNulls(route),
    reminders: reminders ? 'on' : 'off',
    ...(quiet === null ? {} : { quiet: writtenQuiet(quiet) }),
  };
}

function writtenQuiet({ days, hours, timeZone }: Quiet): object {
  return {
    ...(days.length === 0 ? {} : { days }),
    ...(hours === null ? {} : { hours: `${hours.from}-${hours.to}` }),
    'time-zone': timeZone,
  };
}

function withoutNulls(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
