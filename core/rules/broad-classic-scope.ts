import { addressee } from '../addressee.ts';
import { riskOfScope } from '../catalogue/scope-catalogue.ts';
import { describeCredential } from '../describe-credential.ts';
import { type Severity, severityRank } from '../finding.ts';
import { hasExpired } from '../has-expired.ts';
import { inUse } from '../last-use.ts';
import { gravestOf } from '../rights.ts';
import { cannotTell, defineRule, fail, NOT_APPLICABLE, PASS } from './rule.ts';
import { inUseWithinDays } from './rule-option.ts';

export const broadClassicScope = defineRule({
  id: 'broad-classic-scope',
  title: 'Classic and OAuth tokens have no scope that reaches further than a job',
  version: 1,
  kinds: ['classic-token', 'oauth-token'],
  options: { inUseWithinDays },
  resolvedBy: 'rights reduced',

  check(token, { now, options }) {
    if (hasExpired(token, now)) return NOT_APPLICABLE;
    if (token.scopes === null) return cannotTell('the scopes');
    const broad = token.scopes
      .map((scope) => ({ scope, ...riskOfScope(scope) }))
      .filter(({ known, risk }) => known && severityRank(risk) >= severityRank('high'))
      .toSorted((one, other) => severityRank(other.risk) - severityRank(one.risk));
    const [first] = broad;
    if (first === undefined) return PASS;
    const names = broad.map(({ scope }) => scope).join(', ');
    const idle = inUse(token, { now, withinDays: options.inUseWithinDays }) === false;
    return fail({
      severity: severityOf(gravestOf(broad.map(({ risk }) => risk)), idle),
      message: `The ${describeCredential(token)} has the scope ${names}: whoever holds it ${first.reason}.`,
      remedy:
        token.kind === 'classic-token'
          ? `${addressee(token.owner)}: replace it with a fine-grained token for the repositories it is needed in, or with a GitHub App.`
          : `${addressee(token.owner)}: revoke the OAuth App if it is not needed (Settings, Applications), or ask its maker for a GitHub App.`,
    });
  },
});

/** Scopes have no list of repositories, so all that softens one is that nobody uses it. */
function severityOf(gravest: Severity, idle: boolean): Severity {
  if (gravest === 'critical') return idle ? 'medium' : 'high';
  return idle ? 'low' : 'medium';
}
