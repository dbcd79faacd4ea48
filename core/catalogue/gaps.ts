import type { Provenance } from './provenance.ts';
import { expandScopes } from './scope-catalogue.ts';

/** GitHub lists some of them itself and says that they are not meant to stay: look again when this is old. */
export const GAPS_PROVENANCE: Provenance = {
  checkedOn: '2026-11-22',
  source:
    'https://docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens',
};

/** Something that a fine-grained token still cannot do, whatever permissions it has. */
export interface Gap {
  /** To follow "a fine-grained token cannot yet be used for". */
  readonly subject: string;
  /** Classic scopes whose holder may need it. Empty: no scope tells. */
  readonly scopes: readonly string[];
  readonly instead: 'github-app' | 'accept-with-expiry';
  /** What to do, as a sentence to whoever owns the token. */
  readonly advice: string;
}

export const GAPS: readonly Gap[] = [
  {
    subject: 'packages and the container registry',
    scopes: ['write:packages', 'read:packages', 'delete:packages'],
    instead: 'accept-with-expiry',
    advice:
      'In a workflow use GITHUB_TOKEN; elsewhere keep a classic token with the packages scope alone, and let it expire.',
  },
  {
    subject: 'settings, people, runners and bills of an enterprise',
    scopes: ['admin:enterprise', 'manage_runners:enterprise', 'manage_billing:enterprise', 'read:enterprise'],
    instead: 'github-app',
    advice:
      'Use a GitHub App with enterprise permissions where they suffice; for the rest keep a classic token that expires.',
  },
  {
    subject: 'provisioning of an enterprise’s people (SCIM)',
    scopes: ['admin:enterprise', 'scim:enterprise'],
    instead: 'github-app',
    advice: 'Use a GitHub App with the permission enterprise_scim.',
  },
  {
    subject: 'new organisations in an enterprise',
    scopes: ['admin:enterprise'],
    instead: 'accept-with-expiry',
    advice: 'Keep a classic token for it, let it expire, and make it again when it is needed.',
  },
  {
    subject: 'code security settings of an enterprise',
    scopes: ['admin:enterprise'],
    instead: 'accept-with-expiry',
    advice: 'Set them per organisation with a fine-grained token, or keep a classic token that expires.',
  },
  {
    subject: 'the audit log of an enterprise',
    scopes: ['audit_log', 'read:audit_log', 'admin:enterprise'],
    instead: 'accept-with-expiry',
    advice:
      'Read each organisation’s log with a fine-grained token, or keep a classic token with read:audit_log alone that expires; Apps cannot read it either.',
  },
  {
    subject: 'Copilot settings and seats of an enterprise',
    scopes: ['copilot', 'manage_billing:copilot'],
    instead: 'github-app',
    advice:
      'Use a GitHub App with enterprise permissions where they suffice; for the rest keep a classic token that expires.',
  },
  {
    subject: 'several organisations with one token',
    scopes: [],
    instead: 'github-app',
    advice: 'Make one fine-grained token for each organisation, or install one GitHub App in all of them.',
  },
  {
    subject: 'repositories where its owner is an outside collaborator',
    scopes: ['repo'],
    instead: 'accept-with-expiry',
    advice: 'Ask the repository’s organisation for a GitHub App, or keep a classic token that expires.',
  },
  {
    subject: 'public repositories where its owner is no member',
    scopes: ['repo', 'public_repo'],
    instead: 'accept-with-expiry',
    advice: 'Keep a classic token with public_repo alone, and let it expire.',
  },
  {
    subject: 'internal repositories of other organisations of the enterprise',
    scopes: ['repo'],
    instead: 'github-app',
    advice: 'Install a GitHub App in the organisation that has the repository.',
  },
  {
    subject: 'check runs and check suites',
    scopes: ['repo'],
    instead: 'github-app',
    advice: 'Use a GitHub App with the permission checks.',
  },
  {
    subject: 'the transfer of a repository',
    scopes: ['repo'],
    instead: 'github-app',
    advice: 'Use a GitHub App that acts for a person, or transfer it on the website.',
  },
  {
    subject: 'accepting an invitation to a repository',
    scopes: ['repo:invite'],
    instead: 'accept-with-expiry',
    advice: 'Accept it on the website, or keep a classic token with repo:invite alone that expires.',
  },
  {
    subject: 'exports and migrations, GitHub Enterprise Importer included',
    scopes: ['repo', 'admin:org'],
    instead: 'accept-with-expiry',
    advice: 'Make a classic token for the days of the migration and delete it afterwards.',
  },
  {
    subject: 'projects that a person owns',
    scopes: ['project', 'read:project'],
    instead: 'accept-with-expiry',
    advice:
      'Move the project to the organisation, or keep a classic token with the project scope alone that expires.',
  },
  {
    subject: 'notifications and the watching of repositories',
    scopes: ['notifications'],
    instead: 'accept-with-expiry',
    advice: 'Keep a classic token with notifications alone, and let it expire; Apps cannot do it either.',
  },
  {
    subject: 'listing, approving and revoking other people’s tokens',
    scopes: [],
    instead: 'github-app',
    advice: 'Use a GitHub App: classic tokens cannot do it either.',
  },
  {
    subject: 'the Copilot Spaces of a person',
    scopes: ['user', 'read:user'],
    instead: 'accept-with-expiry',
    advice: 'Move them to the organisation, or keep a classic token for them that expires.',
  },
  {
    subject: 'the administration of a GitHub Enterprise Server',
    scopes: ['site_admin'],
    instead: 'accept-with-expiry',
    advice: 'Keep a classic token for it, and let it expire soon.',
  },
];

/** The gaps that holders of these scopes, or of what they imply, may run into. */
export function gapsOf(scopes: Iterable<string>): readonly Gap[] {
  const expanded = expandScopes(scopes);
  return GAPS.filter((gap) => gap.scopes.some((scope) => expanded.has(scope)));
}
