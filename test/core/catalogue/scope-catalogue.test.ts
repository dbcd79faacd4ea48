import fc from 'fast-check';
import { CLASSIC_SCOPES } from '#core/catalogue/classic-scopes.ts';
import { PERMISSIONS } from '#core/catalogue/permission-catalogue.ts';
import { levelRank } from '#core/catalogue/permission-entry.ts';
import {
  broadestScopes,
  expandScopes,
  riskOfScope,
  SCOPES,
  SCOPES_PROVENANCE,
} from '#core/catalogue/scope-catalogue.ts';
import { severityRank } from '#core/finding.ts';

/** Scope, our rating and how much of it fine-grained permissions cover, as researched. */
const RATED: readonly string[] = [
  'repo critical partial',
  'repo:status medium full',
  'repo_deployment medium full',
  'public_repo high partial',
  'repo:invite low partial',
  'security_events medium full',
  'workflow critical full',
  'write:packages high none',
  'read:packages medium none',
  'delete:packages high none',
  'admin:org critical partial',
  'write:org critical partial',
  'read:org low partial',
  'manage_runners:org critical full',
  'admin:public_key critical full',
  'write:public_key critical full',
  'read:public_key low full',
  'admin:repo_hook high full',
  'write:repo_hook high full',
  'read:repo_hook low full',
  'admin:org_hook high full',
  'gist medium partial',
  'notifications low none',
  'user medium partial',
  'read:user low partial',
  'user:email low full',
  'user:follow low full',
  'delete_repo critical full',
  'write:discussion low partial',
  'read:discussion low partial',
  'admin:enterprise critical none',
  'manage_runners:enterprise critical none',
  'manage_billing:enterprise medium none',
  'read:enterprise medium none',
  'scim:enterprise critical none',
  'audit_log high partial',
  'read:audit_log medium partial',
  'codespace high full',
  'codespace:secrets high full',
  'copilot medium partial',
  'manage_billing:copilot medium partial',
  'write:network_configurations high full',
  'read:network_configurations low full',
  'project low partial',
  'read:project low partial',
  'admin:gpg_key high full',
  'write:gpg_key high full',
  'read:gpg_key low full',
  'admin:ssh_signing_key high full',
  'write:ssh_signing_key high full',
  'read:ssh_signing_key low full',
  'site_admin critical none',
  'offline_access low none',
];

/** What GitHub lists for a classic token with every box ticked. */
const EVERY_BOX: readonly string[] = [
  'admin:enterprise',
  'admin:gpg_key',
  'admin:org',
  'admin:org_hook',
  'admin:public_key',
  'admin:repo_hook',
  'admin:ssh_signing_key',
  'audit_log',
  'codespace',
  'copilot',
  'delete:packages',
  'delete_repo',
  'gist',
  'notifications',
  'project',
  'repo',
  'user',
  'workflow',
  'write:discussion',
  'write:network_configurations',
  'write:packages',
];

/** Scopes that no personal token has: of OAuth apps, and of GitHub Enterprise Server. */
const ELSEWHERE = ['offline_access', 'site_admin'];

const scopes = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...SCOPES.keys()) }, fc.string()));

describe('the scope catalogue', () => {
  it('knows the 53 scopes we researched, with their ratings', () => {
    const lines = CLASSIC_SCOPES.map(
      ({ scope, risk, replacement }) => `${scope} ${risk} ${replacement.coverage}`,
    );
    expect(lines).toHaveLength(53);
    expect(lines.toSorted()).toEqual(RATED.toSorted());
    expect(SCOPES.size).toBe(53);
  });

  it('says when and against what it was checked', () => {
    expect(SCOPES_PROVENANCE.checkedOn).toBe('2026-11-22');
    expect(SCOPES_PROVENANCE.source).toMatch(/^https:\/\/docs\.github\.com\//);
  });

  it.each(CLASSIC_SCOPES)(
    '$scope has a reason that follows "whoever holds it" and has no full stop',
    (entry) => {
      expect(entry.reason).toMatch(/^can [^\n]*[^.\s]$/);
      expect(entry.replacement.note ?? 'none').toMatch(/^[^\n]*[^.\s]$/);
    },
  );

  it('says of each scope what it says of no other', () => {
    const reasons = CLASSIC_SCOPES.map(({ reason }) => reason);
    expect(reasons.filter((each, index) => reasons.indexOf(each) !== index)).toEqual([]);
  });

  it.each(CLASSIC_SCOPES)('$scope is implied by a scope that is as grave at least', ({ impliedBy, risk }) => {
    if (impliedBy === null) return;
    expect(severityRank(riskOfScope(impliedBy).risk)).toBeGreaterThanOrEqual(severityRank(risk));
  });

  it.each(CLASSIC_SCOPES)('$scope is replaced by permissions that a fine-grained token can have', (entry) => {
    for (const { key, level } of entry.replacement.permissions) {
      expect(PERMISSIONS.get(key)).toMatchObject({ key, levels: expect.arrayContaining([level]) });
      expect(PERMISSIONS.get(key)).not.toMatchObject({ group: 'app-only' });
    }
  });

  it.each(CLASSIC_SCOPES)('$scope names each permission once, and none only where there is none', (entry) => {
    const keys = entry.replacement.permissions.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length === 0).toBe(entry.replacement.coverage === 'none');
  });

  it.each(CLASSIC_SCOPES)('what replaces $scope also replaces what it implies', ({ scope, replacement }) => {
    const held = new Map(replacement.permissions.map(({ key, level }) => [key, level]));
    const needed = [...expandScopes([scope])].flatMap(
      (implied) => SCOPES.get(implied)?.replacement.permissions ?? [],
    );
    const missing = needed.filter(({ key, level }) => levelRank(held.get(key) ?? '') < levelRank(level));
    expect(missing).toEqual([]);
  });
});

describe('expanding scopes', () => {
  it.each([
    ['repo', ['public_repo', 'repo', 'repo:invite', 'repo:status', 'repo_deployment', 'security_events']],
    ['admin:org', ['admin:org', 'manage_runners:org', 'read:org', 'write:org']],
    ['write:org', ['read:org', 'write:org']],
    ['admin:repo_hook', ['admin:repo_hook', 'read:repo_hook', 'write:repo_hook']],
    ['user', ['read:user', 'user', 'user:email', 'user:follow']],
    ['gist', ['gist']],
    ['new:scope', ['new:scope']],
    ['__proto__', ['__proto__']],
  ])('gives for %s %j', (scope, expanded) => {
    expect([...expandScopes([scope])].toSorted()).toEqual(expanded);
  });

  it('turns every box ticked into every scope of a personal token', () => {
    const personal = [...SCOPES.keys()].filter((scope) => !ELSEWHERE.includes(scope));
    expect([...expandScopes(EVERY_BOX)].toSorted()).toEqual(personal.toSorted());
  });

  it('is done after the first time', () => {
    fc.assert(
      fc.property(scopes, (some) => {
        expect(expandScopes(expandScopes(some))).toEqual(expandScopes(some));
      }),
    );
  });

  it('keeps what it was given, and gives more for more', () => {
    fc.assert(
      fc.property(scopes, scopes, (some, others) => {
        const all = expandScopes([...some, ...others]);
        expect([...expandScopes(some)]).toEqual(expect.arrayContaining(some));
        expect([...all]).toEqual(expect.arrayContaining([...expandScopes(some)]));
        expect(new Set([...expandScopes(some), ...expandScopes(others)])).toEqual(all);
      }),
    );
  });
});

describe('the broadest of some scopes', () => {
  it.each([
    [
      ['repo', 'repo:status', 'gist'],
      ['repo', 'gist'],
    ],
    [['read:org', 'admin:org'], ['admin:org']],
    [
      ['read:org', 'manage_runners:org'],
      ['read:org', 'manage_runners:org'],
    ],
    [['gist', 'gist'], ['gist']],
    [
      ['new:scope', 'repo:status'],
      ['new:scope', 'repo:status'],
    ],
    [[], []],
  ])('of %j are %j', (some, broadest) => {
    expect(broadestScopes(some)).toEqual(broadest);
  });

  it('is what GitHub lists when every box is ticked', () => {
    const personal = [...SCOPES.keys()].filter((scope) => !ELSEWHERE.includes(scope));
    expect(broadestScopes(personal).toSorted()).toEqual(EVERY_BOX);
  });

  it('are some of them, mean the same, and cannot be made fewer', () => {
    fc.assert(
      fc.property(scopes, (some) => {
        const broadest = broadestScopes(some);
        expect(some).toEqual(expect.arrayContaining([...broadest]));
        expect(expandScopes(broadest)).toEqual(expandScopes(some));
        expect(broadestScopes(broadest)).toEqual(broadest);
        for (const scope of broadest) {
          expect(expandScopes(broadest.filter((other) => other !== scope)).has(scope)).toBe(false);
        }
      }),
    );
  });
});

describe('the risk of a scope', () => {
  it.each([
    ['repo', 'critical', true],
    ['read:org', 'low', true],
    ['read:enterprise', 'medium', true],
    ['read:something', 'medium', false],
    ['write:something', 'high', false],
    ['admin:something', 'high', false],
    ['delete:something', 'high', false],
    ['manage_runners:something', 'high', false],
    ['something', 'high', false],
    ['reader', 'high', false],
    ['toString', 'high', false],
    ['', 'high', false],
  ])('%s is %s', (scope, risk, known) => {
    expect(riskOfScope(scope)).toMatchObject({ risk, known });
  });

  it('is explained for a known scope only', () => {
    expect(riskOfScope('gist').reason).toBe('can put any text on the internet as a gist of its owner');
    expect(riskOfScope('write:something').reason).toBeNull();
  });
});
