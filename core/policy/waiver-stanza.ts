import { keyOf, type OrgLogin } from '../credential.ts';
import type { Finding } from '../finding.ts';
import { TODO } from './text.ts';

/** What a person says of a waiver; what is not said yet is undefined. */
export interface WaiverWords {
  readonly reason?: string | undefined;
  readonly ticket?: string | undefined;
  readonly requestedBy?: string | undefined;
  readonly approvedBy?: string | undefined;
  /** A day, as 2027-01-31. */
  readonly until?: string | undefined;
}

/** A waiver as the policy file has it, with a placeholder that no policy may keep for what is not said yet. */
export function waiverStanza(org: OrgLogin, { rule, credential }: Finding, words: WaiverWords): object {
  return {
    rule,
    match: { organisation: org, credential: keyOf(credential) },
    reason: words.reason ?? `${TODO} why this may stay as it is`,
    ticket: words.ticket ?? `${TODO} where it was discussed`,
    'requested-by': words.requestedBy ?? TODO,
    'approved-by': words.approvedBy ?? TODO,
    until: words.until ?? TODO,
  };
}
