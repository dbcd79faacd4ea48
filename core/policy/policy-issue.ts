/** Where in the policy file something stands: keys, and numbers that count from 0 within a list. */
export type PolicyPath = readonly (string | number)[];

/** One thing that is wrong in a policy file, for whoever knows its lines. */
export interface PolicyIssue {
  readonly path: PolicyPath;
  /** Whether the key at the end of `path` is meant, or what it says. */
  readonly at: 'key' | 'value';
  /** A sentence: what is wrong, and what to write instead. */
  readonly message: string;
  /** A word that was written, and the words that may stand there: one of them was probably meant. */
  readonly unknown: { readonly word: string; readonly known: readonly string[] } | null;
}

export function issue(path: PolicyPath, message: string, at: PolicyIssue['at'] = 'value'): PolicyIssue {
  return { path, at, message, unknown: null };
}

/** `organisations.acme.rules.unused.days`, `waivers[3].until`; the file itself is `the file`. */
export function pathText(path: PolicyPath): string {
  const [first, ...rest] = path;
  if (first === undefined) return 'the file';
  return rest.reduce<string>(
    (text, step) => text + (typeof step === 'number' ? `[${step}]` : `.${step}`),
    `${first}`,
  );
}
