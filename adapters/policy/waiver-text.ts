import { stringify } from 'yaml';

/** Waivers as items of the policy's `waivers:`, indented to stand below it. */
export function waiversText(stanzas: readonly object[]): string {
  return stringify(stanzas, { indent: 2, lineWidth: 0 })
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n');
}
