/** A custom rule that could not tell, once a scan however many credentials it was about. */
export interface UndecidedRule {
  readonly rule: string;
  /** Credentials whose verdict was `unknown`. */
  readonly count: number;
  /** What was missing, or what went wrong, for most of them. */
  readonly missing: string;
}
