import { ORGANISATION_OWNER } from '../addressee.ts';
import { describeCredential } from '../describe-credential.ts';
import type { Severity } from '../finding.ts';
import { gravestOf, mayChange, rightsOf } from '../rights.ts';
import { defineRule, fail, PASS } from './rule.ts';

export const appOnAllRepositories = defineRule({
  id: 'app-on-all-repositories',
  title: 'Apps that read code or change anything are installed on the repositories they serve, not on all',
  version: 1,
  kinds: ['app-installation'],
  options: {},
  resolvedBy: 'rights reduced',

  check(app) {
    if (app.repositorySelection !== 'all') return PASS;
    const felt = rightsOf(app.permissions).held.filter(
      (right) => right.inRepositories && (mayChange(right) || right.key === 'contents'),
    );
    if (felt.length === 0) return PASS;
    const rights = felt.map(({ key, level }) => `${key} (${level})`).join(', ');
    return fail({
      severity: app.suspendedAt === null ? severityOf(gravestOf(felt.map(({ risk }) => risk))) : 'low',
      message: `The ${describeCredential(app)} has all repositories, those to come included, with ${rights}.`,
      remedy: `${ORGANISATION_OWNER}: choose the repositories it serves (organisation settings, GitHub Apps, Configure, Repository access).`,
    });
  },
});

/** What it may do is app-critical-permission's trouble; that it may do it everywhere is one step below. */
function severityOf(gravest: Severity): Severity {
  switch (gravest) {
    case 'critical':
      return 'high';
    case 'high':
      return 'medium';
    default:
      return 'low';
  }
}
