import { type Severity, severityRank } from '../finding.ts';
import { ACCOUNT_PERMISSIONS } from './account-permissions.ts';
import { APP_ONLY_PERMISSIONS } from './app-only-permissions.ts';
import { ORGANIZATION_PERMISSIONS } from './organization-permissions.ts';
import {
  levelRank,
  PERMISSION_LEVELS,
  type PermissionEntry,
  type PermissionGroup,
  type PermissionLevel,
  type PermissionTable,
} from './permission-entry.ts';
import type { Provenance } from './provenance.ts';
import { REPOSITORY_PERMISSIONS } from './repository-permissions.ts';

/** Of the keys and levels. The ratings are ours; GitHub gives none. */
export const PERMISSIONS_PROVENANCE: Provenance = {
  checkedOn: '2026-11-22',
  source:
    'https://docs.github.com/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens',
};

/** Every permission key we have met, of fine-grained tokens and of App installations. GitHub adds keys without notice. */
export const PERMISSIONS: ReadonlyMap<string, PermissionEntry> = new Map(
  [
    entriesOf('repository', REPOSITORY_PERMISSIONS),
    entriesOf('organization', ORGANIZATION_PERMISSIONS),
    entriesOf('account', ACCOUNT_PERMISSIONS),
    entriesOf('app-only', APP_ONLY_PERMISSIONS),
  ]
    .flat()
    .map((entry) => [entry.key, entry]),
);

/** What App installations (and, once seen, a token) call a right that the catalogue has under another key. */
export const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['email_addresses', 'emails'],
  ['git_ssh_keys', 'keys'],
  ['user_copilot_requests', 'copilot_requests'],
]);

export interface PermissionRisk {
  readonly risk: Severity;
  /** False: GitHub added the key or the level after `checkedOn`, and the rating goes by the level alone. */
  readonly known: boolean;
  /** What the level allows, to follow "whoever holds it"; null where the catalogue cannot say. */
  readonly reason: string | null;
}

/**
 * How much harm a permission can do. A level counts with all it includes: writing advisories is as grave as reading
 * them. A key or level that is not in the catalogue is medium to read and high to do anything else.
 */
export function riskOfPermission(key: string, level: string): PermissionRisk {
  const entry = PERMISSIONS.get(OTHER_NAMES.get(key) ?? key);
  if (entry === undefined) return { risk: guessByLevel(level), known: false, reason: null };
  const included = levelsWithin(entry, level);
  const known = included.some((each) => each === level);
  const guess = known ? [] : [guessByLevel(level)];
  return { risk: gravest([...ratings(entry, included), ...guess]), known, reason: reasonAt(entry, included) };
}

const guessByLevel = (level: string): Severity => (level === 'read' ? 'medium' : 'high');

/** The levels of this permission that come with `level`: none for a level that GitHub does not document. */
function levelsWithin({ levels }: PermissionEntry, level: string): readonly PermissionLevel[] {
  return levels.filter((each) => levelRank(each) <= levelRank(level));
}

function ratings({ risk }: PermissionEntry, levels: readonly PermissionLevel[]): readonly Severity[] {
  return levels.flatMap((level) => risk[level] ?? []);
}

function gravest(severities: readonly Severity[]): Severity {
  return severities.reduce((a, b) => (severityRank(b) > severityRank(a) ? b : a), 'low');
}

function reasonAt(entry: PermissionEntry, included: readonly PermissionLevel[]): string | null {
  const highest = included.at(-1);
  if (highest === undefined) return null;
  return highest === 'read' && entry.reads !== null ? `can read ${entry.reads}` : entry.reason;
}

function entriesOf(group: PermissionGroup, table: PermissionTable): PermissionEntry[] {
  return Object.entries(table).map(([key, { risk, reads, reason, verified }]) => ({
    key,
    group,
    levels: PERMISSION_LEVELS.filter((level) => risk[level] !== undefined),
    risk,
    reads: reads ?? null,
    reason,
    verified: verified ?? true,
  }));
}
