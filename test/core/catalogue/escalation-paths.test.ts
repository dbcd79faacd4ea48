import fc from 'fast-check';
import {
  ESCALATION_PATHS,
  ESCALATION_PROVENANCE,
  escalationPathsOf,
} from '#core/catalogue/escalation-paths.ts';
import { PERMISSIONS, riskOfPermission } from '#core/catalogue/permission-catalogue.ts';
import { levelRank, PERMISSION_LEVELS } from '#core/catalogue/permission-entry.ts';
import { severityRank } from '#core/finding.ts';

const idsOf = (levels: Record<string, string>) =>
  escalationPathsOf(new Map(Object.entries(levels))).map(({ id }) => id);

const neededKeys = [...new Set(ESCALATION_PATHS.flatMap(({ needs }) => needs.map(({ key }) => key)))];
const holdings = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...neededKeys), fc.constantFrom(...PERMISSIONS.keys())),
      fc.constantFrom(...PERMISSION_LEVELS),
    ),
  )
  .map((pairs) => new Map<string, string>(pairs));

describe('the escalation paths', () => {
  it('say when and against what they were checked', () => {
    expect(ESCALATION_PROVENANCE.checkedOn).toBe('2026-11-22');
    expect(ESCALATION_PROVENANCE.source).toMatch(/^https:\/\/docs\.github\.com\//);
  });

  it.each(ESCALATION_PATHS)('$id needs rights that exist, each once', ({ needs }) => {
    expect(needs.length).toBeGreaterThan(0);
    expect(new Set(needs.map(({ key }) => key)).size).toBe(needs.length);
    for (const { key, level } of needs) expect(PERMISSIONS.get(key)?.levels).toContain(level);
  });

  it.each(ESCALATION_PATHS)('$id is at least as grave as each right it needs', (path) => {
    const ranks = path.needs.map(({ key, level }) => severityRank(riskOfPermission(key, level).risk));
    expect(severityRank(path.severity)).toBeGreaterThanOrEqual(Math.max(...ranks));
  });

  it.each(ESCALATION_PATHS)('$id is told in one or two sentences under a title without full stop', (path) => {
    expect(path.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(path.title).toMatch(/^[A-Z][^\n]*[^.\s]$/);
    expect(path.story).toMatch(/^[A-Z][^.\n]+\.( [A-Z][^.\n]+\.)?$/);
    expect(path.story).toMatch(/\bit (can|cannot)\b/i);
  });

  it('are told apart by id, title, story and needs', () => {
    for (const part of ['id', 'title', 'story'] as const) {
      expect(new Set(ESCALATION_PATHS.map((path) => path[part])).size).toBe(ESCALATION_PATHS.length);
    }
    const needs = ESCALATION_PATHS.map((path) =>
      path.needs.map(({ key, level }) => `${key}:${level}`).toSorted(),
    );
    expect(new Set(needs.map(String)).size).toBe(ESCALATION_PATHS.length);
  });

  it('never need more than a path that is as grave already', () => {
    const repeated = ESCALATION_PATHS.filter((path) => {
      const held = new Map(path.needs.map(({ key, level }) => [key, level]));
      return escalationPathsOf(held).some(
        (other) => other !== path && severityRank(other.severity) >= severityRank(path.severity),
      );
    });
    expect(repeated.map(({ id }) => id)).toEqual([]);
  });

  it('are listed from grave to less grave', () => {
    const ranks = ESCALATION_PATHS.map(({ severity }) => severityRank(severity));
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
  });

  it('open with every permission whose write level is critical, but those that lock out and do not let in', () => {
    const lockOut = [
      'enterprise_credentials',
      'organization_credentials',
      'organization_personal_access_tokens',
    ];
    const critical = [...PERMISSIONS.values()].filter(({ risk }) => risk.write === 'critical');
    const without = critical.filter(({ key }) => !neededKeys.includes(key)).map(({ key }) => key);
    expect(without.toSorted()).toEqual(lockOut);
  });
});

describe('the paths open to a credential', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['nothing', {}, []],
    ['reading code', { contents: 'read' }, []],
    ['pushing code', { contents: 'write' }, []],
    ['workflow files without code', { workflows: 'write' }, []],
    ['code and workflow files', { contents: 'write', workflows: 'write' }, ['code-in-ci']],
    ['code at a higher level than needed', { contents: 'admin', workflows: 'write' }, ['code-in-ci']],
    ['code only to read', { contents: 'read', workflows: 'write' }, []],
    ['members', { members: 'write' }, ['new-owner']],
    ['members to read', { members: 'read' }, []],
    ['members at a level we have not met', { members: 'maintain' }, []],
    ['the organisation’s secrets', { organization_secrets: 'write' }, ['secrets-handed-over']],
    ['administration', { administration: 'write' }, ['repository-unguarded']],
    ['the organisation', { organization_administration: 'write' }, ['organization-unguarded']],
    ['runners', { organization_self_hosted_runners: 'write' }, ['rogue-runner']],
    ['organisation roles', { organization_custom_org_roles: 'write' }, ['role-with-any-right']],
    ['webhooks of the organisation', { organization_hooks: 'write' }, ['listening-organization']],
    ['token requests', { organization_personal_access_token_requests: 'write' }, ['token-approves-tokens']],
    ['secret scanning to read', { secret_scanning_alerts: 'read' }, ['leaked-secrets-read']],
    ['secret scanning to write', { secret_scanning_alerts: 'write' }, ['leaked-secrets-read']],
    ['SSH keys under their App name', { git_ssh_keys: 'write' }, ['ssh-key-that-stays']],
    ['SSH keys under both names', { keys: 'read', git_ssh_keys: 'write' }, ['ssh-key-that-stays']],
    [
      'a pipeline’s code, secrets and runs',
      { contents: 'write', secrets: 'write', actions: 'write' },
      ['build-with-secrets', 'swapped-credential-started', 'swapped-credential-pushed'],
    ],
    [
      'code and environments, and members on top',
      { contents: 'write', environments: 'write', members: 'write' },
      ['new-owner', 'redirected-environment'],
    ],
    ['a permission we have not met', { enterprise_sso: 'write', constructor: 'write' }, []],
  ])('that holds %s', (_, levels, ids) => {
    expect(idsOf(levels)).toEqual(ids);
  });

  it.each(ESCALATION_PATHS)('include $id exactly when it holds all that is needed', ({ id, needs }) => {
    const all = Object.fromEntries(needs.map(({ key, level }) => [key, level]));
    expect(idsOf(all)).toContain(id);
    for (const { key } of needs) {
      const { [key]: _, ...rest } = all;
      expect(idsOf(rest)).not.toContain(id);
    }
  });

  it('only grow when it is given more', () => {
    fc.assert(
      fc.property(holdings, holdings, (some, more) => {
        const both = new Map(some);
        for (const [key, level] of more) {
          if (levelRank(level) > levelRank(both.get(key) ?? '')) both.set(key, level);
        }
        expect(escalationPathsOf(both)).toEqual(expect.arrayContaining([...escalationPathsOf(some)]));
      }),
    );
  });
});
