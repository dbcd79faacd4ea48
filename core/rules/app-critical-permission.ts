import { ORGANISATION_OWNER } from '../addressee.ts';
import type { AppInstallation } from '../credential.ts';
import { describeCredential } from '../describe-credential.ts';
import type { Severity } from '../finding.ts';
import { type HeldRight, rightsOf } from '../rights.ts';
import { defineRule, fail, PASS } from './rule.ts';

export const appCriticalPermission = defineRule({
  id: 'app-critical-permission',
  title: 'No App holds a permission that can take over the organisation',
  version: 1,
  kinds: ['app-installation'],
  options: {},
  resolvedBy: 'rights reduced',

  check(app) {
    const { critical } = rightsOf(app.permissions);
    const [first] = critical;
    if (first === undefined) return PASS;
    const keys = critical.map(({ key }) => key).join(', ');
    return fail({
      severity: severityOf(app, critical),
      message: `The ${describeCredential(app)} may write ${keys}: whoever has its key ${first.reason}.`,
      remedy: `${ORGANISATION_OWNER}: ask the App's maker for a version without ${keys}, or uninstall it.`,
    });
  },
});

function severityOf(
  { repositorySelection, suspendedAt }: AppInstallation,
  critical: readonly HeldRight[],
): Severity {
  if (suspendedAt !== null) return 'low';
  const everywhere = repositorySelection === 'all' || critical.some(({ inRepositories }) => !inRepositories);
  return everywhere ? 'critical' : 'high';
}
