import type { Severity } from './finding.ts';

/** A word of GitHub's that is not in our catalogues: GitHub added it since they were last looked over. */
export interface Stranger {
  readonly what: 'permission' | 'scope' | 'credential type';
  /** As GitHub writes it; of a permission, its key and level. Foreign words: show them inert. */
  readonly name: string;
  /** By the level alone. */
  readonly risk: Severity;
}
