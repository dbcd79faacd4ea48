/**
 * The App's key does not sign. Unlike what a crypto library says, which was handed the key, the message is for people:
 * what is wrong with the key, and what to do.
 */
export class SigningError extends Error {
  override readonly name = 'SigningError';
  /** It may sign a minute later: whoever keeps the key was not reached, or was too busy. */
  readonly passing: boolean;
  constructor(message: string, { passing, cause }: { readonly passing: boolean; readonly cause: unknown }) {
    super(message, { cause });
    this.passing = passing;
  }
}
