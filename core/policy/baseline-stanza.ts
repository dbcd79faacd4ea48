import { keyOf, type OrgLogin } from '../credential.ts';
import type { Finding } from '../finding.ts';

/** What a person says of a baseline. */
export interface BaselineWords {
  /** A day, as 2027-01-31. */
  readonly until: string;
  readonly reason?: string | undefined;
  readonly approvedBy?: string | undefined;
}

const IN_ORDER = new Intl.Collator('en', { numeric: true });

/** The baseline of one organisation as the policy file has it, its rules and credentials in order. */
export function baselineStanza(org: OrgLogin, findings: readonly Finding[], words: BaselineWords): object {
  const byRule = [...Map.groupBy(findings, ({ rule }) => rule)];
  const accepted = byRule
    .toSorted(([one], [other]) => IN_ORDER.compare(one, other))
    .map(([rule, all]) => {
      const keys = new Set(all.map(({ credential }) => keyOf(credential)));
      return [rule, [...keys].toSorted(IN_ORDER.compare)];
    });
  return {
    [org]: {
      until: words.until,
      ...(words.reason === undefined ? {} : { reason: words.reason }),
      ...(words.approvedBy === undefined ? {} : { 'approved-by': words.approvedBy }),
      findings: Object.fromEntries(accepted),
    },
  };
}
