/** What is said about GitHub in the environment cannot work; the message says which variable and how to mend it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
