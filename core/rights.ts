import { type EscalationPath, escalationPathsOf } from './catalogue/escalation-paths.ts';
import { OTHER_NAMES, PERMISSIONS, riskOfPermission } from './catalogue/permission-catalogue.ts';
import { levelRank } from './catalogue/permission-entry.ts';
import type { Permissions } from './credential.ts';
import type { Severity } from './finding.ts';
import { severityRank } from './finding.ts';

/** One permission somebody holds, as the catalogue sees it. */
export interface HeldRight {
  readonly key: string;
  readonly level: string;
  readonly risk: Severity;
  /** False: the key or the level is not in the catalogue, and `risk` goes by the level alone. */
  readonly known: boolean;
  /** What it allows, to follow "whoever holds it"; null where the catalogue cannot say. */
  readonly reason: string | null;
  /** It reaches as far as the selection of repositories; others always reach the whole organisation. */
  readonly inRepositories: boolean;
}

export interface Rights {
  /** In order of key. A key that stands in two groups is there once, with the higher level. */
  readonly held: readonly HeldRight[];
  /** Of `held`. */
  readonly critical: readonly HeldRight[];
  /** Of `held`: what the catalogue does not know. */
  readonly strange: readonly HeldRight[];
  /** Of `held`; `low` where nothing is held. */
  readonly gravest: Severity;
  /** From grave to less grave. */
  readonly paths: readonly EscalationPath[];
}

/**
 * People choose few combinations of permissions, and whoever reads them keeps one copy of each; so a combination is
 * looked up once, however many tokens have it. It depends on nothing but itself.
 */
const KNOWN = new WeakMap<Permissions, Rights>();
/** Rule after rule asks for those of the same token. */
let last: { readonly permissions: Permissions; readonly rights: Rights } | null = null;

/** Whatever the group a permission stands in: GitHub adds groups, too. */
export function rightsOf(permissions: Permissions): Rights {
  if (last?.permissions === permissions) return last.rights;
  const rights = KNOWN.get(permissions) ?? workedOut(permissions);
  last = { permissions, rights };
  return rights;
}

function workedOut(permissions: Permissions): Rights {
  const levels = levelsByKey(permissions);
  const held = [...levels].map(([key, level]) => heldRight(key, level)).toSorted(byKey);
  const rights = {
    held,
    critical: held.filter(({ risk }) => risk === 'critical'),
    strange: held.filter((right) => !right.known),
    gravest: gravestOf(held.map(({ risk }) => risk)),
    paths: escalationPathsOf(levels),
  };
  KNOWN.set(permissions, rights);
  return rights;
}

/** The right may change something. A level that GitHub added since is taken to. */
export const mayChange = ({ level }: Pick<HeldRight, 'level'>): boolean => level !== 'read';

/** `low` of none. */
export function gravestOf(severities: readonly Severity[]): Severity {
  return severities.reduce((a, b) => (severityRank(b) > severityRank(a) ? b : a), 'low');
}

function levelsByKey(permissions: Permissions): Map<string, string> {
  const levels = new Map<string, string>();
  for (const group of Object.values(permissions)) {
    for (const [key, level] of Object.entries(group)) {
      const before = levels.get(key);
      if (before === undefined || levelRank(level) > levelRank(before)) levels.set(key, level);
    }
  }
  return levels;
}

function heldRight(key: string, level: string): HeldRight {
  const entry = PERMISSIONS.get(OTHER_NAMES.get(key) ?? key);
  return { key, level, inRepositories: entry?.group === 'repository', ...riskOfPermission(key, level) };
}

function byKey(one: HeldRight, other: HeldRight): number {
  return one.key < other.key ? -1 : 1;
}
