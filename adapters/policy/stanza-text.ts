import { stringify } from 'yaml';
import { WRITTEN } from './written-yaml.ts';

/** Waivers as items of the policy's `waivers:`, indented to stand below it. */
export function waiversText(stanzas: readonly object[]): string {
  return stringify(stanzas, WRITTEN)
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n');
}

/** A section of a policy, with its key. */
export function sectionText(name: string, section: object): string {
  return stringify({ [name]: section }, WRITTEN);
}
