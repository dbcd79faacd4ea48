import type { Severity } from '../finding.ts';

/** From little to much; each level includes those before it. */
export const PERMISSION_LEVELS = ['read', 'write', 'admin'] as const;
export type PermissionLevel = (typeof PERMISSION_LEVELS)[number];

const LEVELS: readonly string[] = PERMISSION_LEVELS;

/** Larger for a level that includes more; -1 for one that GitHub does not document, which includes nothing for sure. */
export const levelRank = (level: string): number => LEVELS.indexOf(level);

/**
 * `account` permissions work only where the person, not an organisation, owns the token.
 * `app-only` ones occur in App installations and cannot be given to a fine-grained token.
 */
export type PermissionGroup = 'repository' | 'organization' | 'account' | 'app-only';

/** What a table says of one permission; its key and group come from where it stands. */
interface PermissionRow {
  /** Our rating of each level GitHub offers. A level that is not listed does not exist. */
  readonly risk: Partial<Record<PermissionLevel, Severity>>;
  /** What `read` shows, to follow "can read"; left out where `reason` already speaks of reading, or nothing can be read. */
  readonly reads?: string;
  /** What the levels above reading allow, to follow "whoever holds it". Starts with "can", has no full stop. */
  readonly reason: string;
  /** False: the name was seen, but not in GitHub's own tables. */
  readonly verified?: false;
}
export type PermissionTable = Readonly<Record<string, PermissionRow>>;

export interface PermissionEntry {
  readonly key: string;
  readonly group: PermissionGroup;
  /** The levels GitHub offers, from little to much. */
  readonly levels: readonly PermissionLevel[];
  /** Each level by itself; what a level includes is added by `riskOfPermission`. */
  readonly risk: Partial<Record<PermissionLevel, Severity>>;
  readonly reads: string | null;
  readonly reason: string;
  readonly verified: boolean;
}
