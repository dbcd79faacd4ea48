import fc from 'fast-check';
import {
  OTHER_NAMES,
  PERMISSIONS,
  PERMISSIONS_PROVENANCE,
  riskOfPermission,
} from '#core/catalogue/permission-catalogue.ts';
import { levelRank, PERMISSION_LEVELS } from '#core/catalogue/permission-entry.ts';
import { severityRank } from '#core/finding.ts';

/** Group, key and our rating by level, as researched in GitHub's permission tables; `?` marks names not found there. */
const RATED: readonly string[] = [
  'repository actions read:medium write:high',
  'repository administration read:medium write:critical',
  'repository agent_secrets read:low write:high',
  'repository agent_variables read:low write:medium',
  'repository artifact_metadata read:low write:low',
  'repository attestations read:low write:medium',
  'repository code_quality read:low write:low',
  'repository security_events read:medium write:medium',
  'repository codespaces read:low write:high',
  'repository codespaces_lifecycle_admin read:low write:low',
  'repository codespaces_metadata read:low',
  'repository codespaces_secrets write:high',
  'repository copilot_agent_settings read:low',
  'repository statuses read:low write:medium',
  'repository contents read:medium write:high',
  'repository repository_custom_properties read:low write:medium',
  'repository vulnerability_alerts read:medium write:medium',
  'repository dependabot_secrets read:low write:high',
  'repository deployments read:low write:medium',
  'repository discussions read:low write:low',
  'repository environments read:low write:high',
  'repository issues read:low write:low',
  'repository merge_queues read:low write:medium',
  'repository metadata read:low',
  'repository pages read:low write:medium',
  'repository pull_requests read:low write:medium',
  'repository repository_advisories read:high write:medium',
  'repository secret_scanning_alerts read:high write:high',
  'repository secrets read:low write:high',
  'repository actions_variables read:low write:medium',
  'repository repository_hooks read:low write:high',
  'repository workflows write:critical',
  'repository agent_tasks read:low write:medium ?',
  'repository secret_scanning_bypass_requests read:low write:high ?',
  'repository repo_secret_scanning_dismissal_requests read:low write:medium ?',
  'repository license_compliance_alerts read:low write:low ?',
  'organization organization_api_insights read:low',
  'organization organization_administration read:high write:critical',
  'organization organization_agent_secrets read:low write:high',
  'organization organization_agent_variables read:low write:medium',
  'organization organization_user_blocking read:low write:low',
  'organization organization_campaigns read:low write:low',
  'organization organization_copilot_spaces read:low write:medium',
  'organization organization_copilot_agent_settings read:low write:medium',
  'organization org_copilot_content_exclusion read:low write:medium',
  'organization organization_custom_org_roles read:low write:critical',
  'organization organization_custom_roles read:low write:high',
  'organization organization_custom_properties read:low write:medium admin:high',
  'organization custom_properties_for_organizations read:low write:medium',
  'organization organization_events read:low',
  'organization organization_copilot_seat_management read:low write:medium',
  'organization organization_copilot_metrics read:low',
  'organization organization_runner_custom_images read:low write:medium',
  'organization issue_fields read:low write:low',
  'organization issue_types read:low write:low',
  'organization organization_knowledge_bases read:low write:low',
  'organization members read:low write:critical',
  'organization organization_models read:low',
  'organization organization_network_configurations read:low write:high',
  'organization organization_announcement_banners read:low write:low',
  'organization organization_codespaces read:low write:medium',
  'organization organization_codespaces_secrets read:low write:high',
  'organization organization_codespaces_settings read:low write:medium',
  'organization organization_dependabot_secrets read:low write:high',
  'organization organization_code_scanning_dismissal_requests read:low write:medium',
  'organization organization_dependabot_dismissal_requests read:low write:medium ?',
  'organization organization_secret_scanning_bypass_requests read:low write:high ?',
  'organization secret_scanning_dismissal_requests read:low write:medium ?',
  'organization organization_private_registries read:low write:high',
  'organization organization_plan read:low',
  'organization organization_projects read:low write:low admin:medium',
  'organization organization_secrets read:low write:critical',
  'organization organization_self_hosted_runners read:low write:critical',
  'organization team_discussions read:low write:low',
  'organization organization_actions_variables read:low write:medium',
  'organization organization_hooks read:medium write:high',
  'organization organization_credentials read:low write:critical ?',
  'organization organization_innersource_vulnerabilities read:low write:medium ?',
  'account blocking read:low write:low',
  'account codespaces_user_secrets read:low write:high',
  'account copilot_messages read:low',
  'account copilot_editor_context read:medium',
  'account copilot_requests write:medium',
  'account emails read:low write:high',
  'account user_events read:low',
  'account followers read:low write:low',
  'account gpg_keys read:low write:high',
  'account gists write:medium',
  'account keys read:low write:critical',
  'account interaction_limits read:low write:low',
  'account knowledge_bases read:low write:low',
  'account user_models read:low',
  'account plan read:low',
  'account private_repository_invitations read:low',
  'account profile write:low',
  'account git_signing_ssh_public_keys read:low write:high',
  'account starring read:low write:low',
  'account watching read:low write:low',
  'app-only organization_personal_access_tokens read:high write:critical',
  'app-only organization_personal_access_token_requests read:medium write:critical',
  'app-only checks read:low write:medium',
  'app-only packages read:medium write:high',
  'app-only organization_packages read:medium write:high',
  'app-only single_file read:low write:medium',
  'app-only enterprise_administration read:high write:critical',
  'app-only enterprise_organization_installations read:medium write:critical',
  'app-only enterprise_organization_installation_repositories read:medium write:critical',
  'app-only enterprise_custom_properties_for_organizations read:low write:high admin:high',
  'app-only enterprise_scim read:medium write:critical',
  'app-only enterprise_credentials read:low write:critical',
  'app-only enterprise_teams read:low write:high',
  'app-only enterprise_custom_enterprise_roles read:low write:critical',
  'app-only enterprise_custom_properties read:low write:high',
  'app-only enterprise_ai_controls read:low write:high',
  'app-only enterprise_copilot_metrics read:low',
  'app-only enterprise_copilot_usage read:low',
  'app-only enterprise_licensing read:low write:medium',
  'app-only enterprise_innersource_vulnerabilities read:low write:medium',
];

const entries = [...PERMISSIONS.values()];
const anyKey = fc.oneof(fc.constantFrom(...PERMISSIONS.keys(), ...OTHER_NAMES.keys()), fc.string());
const anyLevel = fc.oneof(fc.constantFrom(...PERMISSION_LEVELS), fc.string());

describe('the permission catalogue', () => {
  it('knows the 118 permissions we researched, with their group, levels and ratings', () => {
    const lines = entries.map(({ group, key, levels, risk, verified }) =>
      [group, key, ...levels.map((level) => `${level}:${risk[level]}`), ...(verified ? [] : ['?'])].join(' '),
    );
    expect(lines).toHaveLength(118);
    expect(lines.toSorted()).toEqual(RATED.toSorted());
  });

  it('has each entry under its own key', () => {
    expect(entries.map(({ key }) => key)).toEqual([...PERMISSIONS.keys()]);
  });

  it('says when and against what it was checked', () => {
    expect(PERMISSIONS_PROVENANCE.checkedOn).toBe('2026-11-22');
    expect(PERMISSIONS_PROVENANCE.source).toMatch(/^https:\/\/docs\.github\.com\//);
  });

  it.each(entries)('$key has a reason that follows "whoever holds it" and has no full stop', ({ reason }) => {
    expect(reason).toMatch(/^can [^\n]*[^.\s]$/);
  });

  it('says of each permission what it says of no other', () => {
    const said = entries.flatMap(({ reason, reads }) =>
      reads === null ? [reason] : [reason, `can read ${reads}`],
    );
    expect(said.filter((each, index) => said.indexOf(each) !== index)).toEqual([]);
  });

  it.each(entries)('$key says what reading it shows, where writing does more', ({ levels, reads }) => {
    expect(reads !== null).toBe(levels.includes('read') && levels.length > 1);
    expect(reads ?? 'nothing').toMatch(/^[^\n]*[^.\s]$/);
  });

  it('has no right under a name that GitHub uses elsewhere for another', () => {
    for (const [other, known] of OTHER_NAMES) {
      expect(PERMISSIONS.has(other)).toBe(false);
      expect(PERMISSIONS.has(known)).toBe(true);
    }
  });
});

describe('the risk of a permission', () => {
  it.each([
    ['contents', 'read', 'medium', true],
    ['contents', 'write', 'high', true],
    ['members', 'read', 'low', true],
    ['members', 'write', 'critical', true],
    ['organization_custom_properties', 'admin', 'high', true],
    ['organization_projects', 'admin', 'medium', true],
    ['git_ssh_keys', 'write', 'critical', true],
    ['email_addresses', 'write', 'high', true],
  ])('%s: %s is %s', (key, level, risk, known) => {
    expect(riskOfPermission(key, level)).toMatchObject({ risk, known });
  });

  it('of writing includes that of reading, which can be the greater', () => {
    expect(PERMISSIONS.get('repository_advisories')?.risk).toEqual({ read: 'high', write: 'medium' });
    expect(riskOfPermission('repository_advisories', 'write')).toMatchObject({ risk: 'high', known: true });
  });

  it.each([
    ['a key we have not met, to read', 'enterprise_sso', 'read', 'medium'],
    ['a key we have not met, to write', 'enterprise_sso', 'write', 'high'],
    ['a key we have not met, to administer', 'enterprise_sso', 'admin', 'high'],
    ['a key and a level we have not met', 'enterprise_sso', 'maintain', 'high'],
    ['a key that every object has', 'constructor', 'write', 'high'],
    ['a key that every object inherits', '__proto__', 'read', 'medium'],
    ['no key at all', '', 'read', 'medium'],
    ['a level we have not met', 'issues', 'maintain', 'high'],
    ['a level that every object has', 'issues', 'constructor', 'high'],
    ['writing what could only be read', 'metadata', 'write', 'high'],
    ['reading what could only be written', 'workflows', 'read', 'medium'],
    ['administering what could only be written', 'issues', 'admin', 'high'],
    ['administering what is critical to write', 'members', 'admin', 'critical'],
  ])('of %s goes by the level and is marked as unknown', (_, key, level, risk) => {
    expect(riskOfPermission(key, level)).toMatchObject({ risk, known: false });
  });

  it.each([
    ['contents', 'read', 'can read the source code and its history'],
    ['contents', 'write', 'can push code, merge pull requests and publish releases'],
    ['metadata', 'read', 'can list the repositories it reaches and see what they are called'],
    ['members', 'admin', 'can make anybody an owner, and remove members'],
    ['members', 'maintain', null],
    ['workflows', 'read', null],
    ['enterprise_sso', 'write', null],
  ])('%s: %s is explained by what that level allows: %s', (key, level, reason) => {
    expect(riskOfPermission(key, level).reason).toBe(reason);
  });

  it.each(entries)('$key: never falls from a documented level to a higher one', ({ key, levels }) => {
    for (const lower of levels) {
      const from = severityRank(riskOfPermission(key, lower).risk);
      for (const higher of PERMISSION_LEVELS.slice(levelRank(lower))) {
        expect(severityRank(riskOfPermission(key, higher).risk)).toBeGreaterThanOrEqual(from);
      }
    }
  });

  it('is at least medium for whatever the catalogue does not know, and never an error', () => {
    fc.assert(
      fc.property(anyKey, anyLevel, (key, level) => {
        const { risk, known } = riskOfPermission(key, level);
        expect(known || severityRank(risk) >= severityRank('medium')).toBe(true);
      }),
    );
  });

  it('is critical for these, and no others', () => {
    const critical = entries
      .filter(({ risk }) => Object.values(risk).includes('critical'))
      .map(({ key }) => key);
    expect(critical.toSorted()).toEqual([
      'administration',
      'enterprise_administration',
      'enterprise_credentials',
      'enterprise_custom_enterprise_roles',
      'enterprise_organization_installation_repositories',
      'enterprise_organization_installations',
      'enterprise_scim',
      'keys',
      'members',
      'organization_administration',
      'organization_credentials',
      'organization_custom_org_roles',
      'organization_personal_access_token_requests',
      'organization_personal_access_tokens',
      'organization_secrets',
      'organization_self_hosted_runners',
      'workflows',
    ]);
  });
});
