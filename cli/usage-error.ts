/** The command line is wrong; the message says what, and what was probably meant. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
