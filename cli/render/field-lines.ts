import type { RightStep } from '#core/history/right-steps.ts';
import type { Change } from '#core/scan-record.ts';

/** Fields whose change is told right by right. */
const RIGHTS: ReadonlySet<string> = new Set([
  'permissions',
  'repositories',
  'repositorySelection',
  'scopes',
  'readOnly',
  'role',
]);

/** What changed, one `name: before → after` each, what grew first. Foreign text: the caller makes it inert. */
export function fieldLines(fields: Change['fields'], rights: readonly RightStep[]): string[] {
  const steps = [...rights].sort((one, other) => Number(other.grew) - Number(one.grew));
  return [
    ...steps.map(({ after, before, right }) => `${right}: ${shown(before)} → ${shown(after)}`),
    ...Object.entries(fields)
      .filter(([field]) => !RIGHTS.has(field))
      .map(([field, { after, before }]) => `${field}: ${shown(before)} → ${shown(after)}`),
  ];
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'object' && 'login' in value) return String(value.login);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
