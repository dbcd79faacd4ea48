import { type EscalationPath, escalationPathsOf } from './catalogue/escalation-paths.ts';
import { OTHER_NAMES, PERMISSIONS, riskOfPermission } from './catalogue/permission-catalogue.ts';
import { levelRank } from './catalogue/permission-entry.ts';
import type { Permissions } from './credential.ts';
import type { Severity } from './finding.ts';
import { severityRank } from './finding.ts';
import type { Stranger } from './stranger.ts';

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
  readonly strange: readonly Stranger[];
  /** Of `held`; `low` where nothing is held. */
  readonly gravest: Severity;
  /** Of `held`: what may change something in repositories. */
  readonly writes: readonly HeldRight[];
  /**
   * What rights lead to together, from grave to less grave. Rights that are all critical by themselves are not among
   * them: their names give it away.
   */
  readonly paths: readonly EscalationPath[];
}

/**
 * People choose few combinations of permissions, so a combination is worked out once, however many tokens have it. It
 * depends on nothing but itself: looked up by what it says, and sooner where whoever reads tokens keeps one copy of it.
 */
const KNOWN = new Map<string, Rights>();
const KNOWN_COPIES = new WeakMap<Permissions, Rights>();
const MOST_KNOWN = 10_000;
const NONE: Permissions = {};
/** Rule after rule asks for those of the same token. */
let last = { permissions: NONE, rights: workedOut(NONE) };

/** Whatever the group a permission stands in: GitHub adds groups, too. */
export function rightsOf(permissions: Permissions): Rights {
  if (last.permissions === permissions) return last.rights;
  const rights = KNOWN_COPIES.get(permissions) ?? known(permissions);
  last = { permissions, rights };
  return rights;
}

function known(permissions: Permissions): Rights {
  const words = JSON.stringify(permissions);
  const found = KNOWN.get(words);
  if (found !== undefined) return found;
  const rights = workedOut(permissions);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(words, rights);
  KNOWN_COPIES.set(permissions, rights);
  return rights;
}

function workedOut(permissions: Permissions): Rights {
  const levels = levelsByKey(permissions);
  const held = [...levels].map(([key, level]) => heldRight(key, level)).toSorted(byKey);
  const critical = held.filter(({ risk }) => risk === 'critical');
  const isSaidByItsName = ({ needs }: EscalationPath) =>
    needs.every((need) => critical.some(({ key }) => key === need.key));
  return {
    held,
    critical,
    strange: held.filter(({ known }) => !known).map(strangerOf),
    gravest: gravestOf(held.map(({ risk }) => risk)),
    writes: held.filter((right) => right.inRepositories && mayChange(right)),
    paths: escalationPathsOf(levels).filter((path) => !isSaidByItsName(path)),
  };
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

function strangerOf({ key, level, risk }: HeldRight): Stranger {
  return { what: 'permission', name: `${key}: ${level}`, risk };
}

function heldRight(key: string, level: string): HeldRight {
  const entry = PERMISSIONS.get(OTHER_NAMES.get(key) ?? key);
  return { key, level, inRepositories: entry?.group === 'repository', ...riskOfPermission(key, level) };
}

function byKey(one: HeldRight, other: HeldRight): number {
  return one.key < other.key ? -1 : 1;
}
