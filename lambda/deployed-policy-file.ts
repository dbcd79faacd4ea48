import { readFileSync } from 'node:fs';
import type { PolicyFile } from '#core/policy/policy-file.ts';

/** The policy as it was read, and found right, when the stack was synthesised. @param file beside the code; empty: none. */
export function deployedPolicyFile(file: string): PolicyFile | null {
  if (file === '') return null;
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as PolicyFile;
}
