import { stringify } from 'yaml';

const PLAIN = { indent: 2, lineWidth: 0 };

/** Waivers as items of the policy's `waivers:`, indented to stand below it. */
export function waiversText(stanzas: readonly object[]): string {
  return stringify(stanzas, PLAIN)
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n');
}

/** A section of a policy, with its key. */
export function sectionText(name: string, section: object): string {
  return stringify({ [name]: section }, PLAIN);
}
