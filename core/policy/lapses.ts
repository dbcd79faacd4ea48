import type { Instant } from '../instant.ts';
import { lapseOf } from '../waiver-note.ts';
import type { PolicyFile } from './policy-file.ts';
import { type PolicyPath, pathText } from './policy-issue.ts';

/** What excuses no longer, or will not in 14 days: a sentence each, in the order of the file. */
export function lapsesIn({ baseline = {}, waivers = [] }: PolicyFile, today: Instant): string[] {
  return [
    ...waivers.map(({ rule, ticket, until }, index) =>
      lapse(['waivers', index], `${rule}, ${ticket}`, { until, today }),
    ),
    ...Object.entries(baseline).map(([login, { until }]) =>
      lapse(['baseline', login], 'what was there before', { until, today }),
    ),
  ].filter((each) => each !== null);
}

function lapse(
  path: PolicyPath,
  what: string,
  { until, today }: { readonly until: Instant; readonly today: Instant },
): string | null {
  const day = until.slice(0, 10);
  switch (lapseOf(until, today)) {
    case 'lapsed':
      return `${pathText(path)} (${what}) lapsed on ${day} and excuses nothing. Take it out, or have it approved anew.`;
    case 'lapses-soon':
      return `${pathText(path)} (${what}) holds until ${day}: what it excuses opens the night after. Mend it, or have it approved anew.`;
    default:
      return null;
  }
}
