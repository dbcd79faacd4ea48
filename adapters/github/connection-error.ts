import type { Instant } from '#core/instant.ts';

/** Why nothing at all can be read. */
export type ConnectionProblem =
  /** The key or token is wrong, expired or revoked. */
  | 'bad-credentials'
  /** The App is not installed on the organisation. */
  | 'not-installed'
  | 'no-such-organisation'
  /** The App's installation is suspended. */
  | 'suspended'
  | 'unreachable'
  /** Somebody in between answers, or the address is not an API. */
  | 'not-github'
  /** A rate limit is spent; see `until`. */
  | 'wait';

/** GitHub, or this organisation of it, cannot be read at all. The message says what to do. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly problem: ConnectionProblem;
  /** With `wait`: when to come back. */
  readonly until: Instant | null;
  constructor(
    message: string,
    {
      problem,
      until = null,
      ...options
    }: { problem: ConnectionProblem; until?: Instant | null; cause?: Error },
  ) {
    super(message, options);
    this.problem = problem;
    this.until = until;
  }
}
