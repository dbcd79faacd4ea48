import type { AppInstallation, FineGrainedToken, Permissions } from '../credential.ts';
import { CRITICAL_WRITE_PERMISSIONS } from '../critical-permissions.ts';
import { describeCredential } from '../describe-credential.ts';
import type { Severity } from '../finding.ts';
import { defineRule, NOT_APPLICABLE, PASS } from './rule.ts';

export const criticalPermission = defineRule({
  id: 'critical-permission',
  title: 'No token or App holds a permission that can take over the organisation',
  version: 1,
  kinds: ['fine-grained-token', 'app-installation'],
  appliesToRequests: true,
  options: {},
  resolvedBy: 'rights reduced',

  check(credential) {
    if (credential.kind !== 'fine-grained-token' && credential.kind !== 'app-installation')
      return NOT_APPLICABLE;
    const held = criticalKeys(credential.permissions);
    const [first] = held;
    if (first === undefined) return PASS;
    return {
      outcome: 'fail',
      severity: severityOf(credential, held),
      tier: null,
      message: `The ${describeCredential(credential)} may write ${held.join(', ')}: ${CRITICAL_WRITE_PERMISSIONS.get(first)}.`,
      remedy: remedyFor(credential, held),
    };
  },
});

function criticalKeys(permissions: Permissions): string[] {
  return Object.values(permissions)
    .flatMap((levels) => Object.entries(levels))
    .filter(([key, level]) => CRITICAL_WRITE_PERMISSIONS.has(key) && (level === 'write' || level === 'admin'))
    .map(([key]) => key)
    .toSorted();
}

/** A right over repositories reaches as far as the selection; one over the organisation always reaches all of it. */
function severityOf(credential: FineGrainedToken | AppInstallation, held: readonly string[]): Severity {
  const inRepositoriesOnly = held.every((key) => key === 'administration' || key === 'workflows');
  if (!inRepositoriesOnly || credential.repositorySelection === 'all') return 'critical';
  const repositories = credential.kind === 'fine-grained-token' ? credential.repositories : null;
  if (repositories !== null && repositories.length > 0 && repositories.every(({ archived }) => archived))
    return 'medium';
  return 'high';
}

function remedyFor(credential: FineGrainedToken | AppInstallation, held: readonly string[]): string {
  if (credential.kind === 'app-installation') {
    return `An organisation owner: ask the App's maker for a version without ${held.join(', ')}, or uninstall it.`;
  }
  const who = credential.owner === null ? 'Its owner' : credential.owner.login;
  return `${who}: take ${held.join(', ')} off the token if the job does without, else move the job to a GitHub App.`;
}
