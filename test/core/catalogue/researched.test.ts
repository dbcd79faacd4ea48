import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLASSIC_SCOPES } from '#core/catalogue/classic-scopes.ts';
import { PERMISSIONS } from '#core/catalogue/permission-catalogue.ts';
import { expandScopes, SCOPES } from '#core/catalogue/scope-catalogue.ts';

/** What the catalogues were made from; it lies beside the clone where Patrol is developed, and not where it is used. */
const RESEARCH = join(process.cwd(), '..', 'shared', 'github');
const isThere = existsSync(RESEARCH);

const read = (file: string) => JSON.parse(readFileSync(join(RESEARCH, file), 'utf8'));

interface ResearchedPermission {
  readonly key: string;
  readonly scope: string;
  readonly levels: readonly string[];
  readonly risk: Readonly<Record<string, string>>;
  readonly evidence: string;
}

interface ResearchedScope {
  readonly scope: string;
  readonly impliedBy: string | null;
  /** Through all levels. */
  readonly implies: readonly string[];
  readonly risk: string;
  readonly fineGrainedCoverage: string;
}

const impliesAll = (scope: string) => [...expandScopes([scope])].filter((each) => each !== scope).toSorted();

/** GitHub's table lists both below the widest scope; who may write may read. */
function readingOf(scope: string): string[] {
  const reading = scope.replace(/^write:/, 'read:');
  return reading !== scope && SCOPES.has(reading) ? [reading] : [];
}

// Where it is absent the tests are shown as skipped; a build machine says CI, and has to have it.
const given = isThere || process.env['CI'] !== undefined ? it : it.skip;

describe('key by key, the catalogues say what ../shared/github says', () => {
  given('of permissions', () => {
    const { permissions } = read('fg-pat-permissions.json') as { permissions: ResearchedPermission[] };
    const ours = [...PERMISSIONS.values()].map(({ key, group, levels, risk, verified }) => ({
      key,
      group,
      levels,
      risk,
      verified,
    }));
    const theirs = permissions.map(({ key, scope, levels, risk, evidence }) => ({
      key,
      group: scope.replace('_', '-'),
      levels,
      risk,
      verified: !evidence.includes('U'),
    }));
    const byKey = (one: { key: string }, other: { key: string }) => (one.key < other.key ? -1 : 1);
    expect(ours.toSorted(byKey)).toEqual(theirs.toSorted(byKey));
  });

  given('of classic scopes', () => {
    const { scopes } = read('classic-scopes.json') as { scopes: ResearchedScope[] };
    const ours = CLASSIC_SCOPES.map(({ scope, impliedBy, risk, replacement }) => ({
      scope,
      isWidest: impliedBy === null,
      implied: impliesAll(scope),
      risk,
      coverage: replacement.coverage,
    }));
    const theirs = scopes.map(({ scope, impliedBy, implies, risk, fineGrainedCoverage }) => ({
      scope,
      isWidest: impliedBy === null,
      implied: [...new Set([...implies, ...readingOf(scope)])].toSorted(),
      risk,
      coverage: fineGrainedCoverage,
    }));
    const byScope = (one: { scope: string }, other: { scope: string }) => (one.scope < other.scope ? -1 : 1);
    expect(ours.toSorted(byScope)).toEqual(theirs.toSorted(byScope));
  });
});
