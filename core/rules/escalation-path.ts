import { addressee, ORGANISATION_OWNER } from '../addressee.ts';
import type { EscalationPath } from '../catalogue/escalation-paths.ts';
import type { AppInstallation, FineGrainedToken } from '../credential.ts';
import { describeCredential } from '../describe-credential.ts';
import type { Severity } from '../finding.ts';
import { hasExpired } from '../has-expired.ts';
import type { Instant } from '../instant.ts';
import { reachOf, severityAt } from '../reach.ts';
import { type HeldRight, rightsOf } from '../rights.ts';
import { defineRule, fail, PASS } from './rule.ts';

export const escalationPath = defineRule({
  id: 'escalation-path',
  title: 'No rights lead, together, to more than they say',
  version: 1,
  kinds: ['fine-grained-token', 'app-installation'],
  appliesToRequests: true,
  options: {},
  resolvedBy: 'rights reduced',

  check(credential, { now }) {
    const { held, paths } = rightsOf(credential.permissions);
    const [gravest, ...others] = paths;
    if (gravest === undefined) return PASS;
    const also = others.length === 0 ? '' : ` So it is with: ${others.map(titleOf).join('; ')}.`;
    return fail({
      severity: isAsleep(credential, now) ? 'low' : severityOf(credential, gravest, held),
      message: `The ${describeCredential(credential)} has ${keysOf(gravest)}. ${gravest.story}${also}`,
      remedy: remedyFor(credential, gravest),
    });
  },
});

const keysOf = ({ needs }: EscalationPath): string =>
  needs.map(({ key, level }) => `${key} (${level})`).join(' and ');

const titleOf = (path: EscalationPath): string =>
  `${path.title.charAt(0).toLowerCase()}${path.title.slice(1)} (${path.needs.map(({ key }) => key).join(', ')})`;

/** Nobody can use it until somebody renews it, or takes it back into service. */
function isAsleep(credential: FineGrainedToken | AppInstallation, now: Instant): boolean {
  return credential.kind === 'app-installation'
    ? credential.suspendedAt !== null
    : hasExpired(credential, now);
}

/** A path that begins in repositories reaches as far as they do; one over the organisation reaches all of it. */
function severityOf(
  credential: FineGrainedToken | AppInstallation,
  { needs, severity }: EscalationPath,
  held: readonly HeldRight[],
): Severity {
  const inRepositories = needs.every((need) =>
    held.some((right) => right.key === need.key && right.inRepositories),
  );
  return severityAt(severity, { inRepositories }, reachOf(credential));
}

function remedyFor(credential: FineGrainedToken | AppInstallation, { needs }: EscalationPath): string {
  const keys = needs.map(({ key }) => key).join(' or ');
  return credential.kind === 'app-installation'
    ? `${ORGANISATION_OWNER}: ask the App's maker for a version without ${keys}, or choose fewer repositories for it.`
    : `${addressee(credential.owner)}: take ${keys} off the token, or make one token for each half of the job.`;
}
