import type { InventoryItem, ItemKey, OrgLogin, Owner, Person, TokenRequest } from './credential.ts';
import type { Finding, Severity } from './finding.ts';

/** One rule that a token would break. */
export interface Breach {
  readonly rule: string;
  /** What the rule wants, as a sentence without its full stop. */
  readonly title: string;
  readonly severity: Severity;
}

/** What a scan knows besides the thing that is judged; worked out once a scan, asked for by rules. */
export interface Facts {
  /**
   * The member or outside collaborator behind something. `nobody`: people were read whole, and there is no such one.
   * `unknown`: none was seen, and not all were.
   */
  personBehind(owner: Owner): Person | 'nobody' | 'unknown';
  /** Fine-grained tokens a person has in this organisation that have not expired, carried-over ones included. */
  liveTokensOf(person: Person): number;
  /** Credentials of any kind a person has in this organisation, carried-over ones included. */
  credentialsOf(person: Person): number;
  /** The thing as the last snapshot has it; null: it was not there. */
  before(key: ItemKey): InventoryItem | null;
  /** Other organisations in which this very credential is authorised, as their last scans saw it; sorted. */
  alsoIn(key: ItemKey): readonly OrgLogin[];
  /** The finding of this rule on this thing, if it was open before tonight. */
  openFinding(rule: string, key: ItemKey): Finding | null;
  /** What the request's token would break once it is approved, by the rules that apply to requests. */
  breachesOnceApproved(request: TokenRequest): readonly Breach[];
}
