import type { ScalarTag, Tags } from 'yaml';
import { inert, inertQuoted } from '#core/inert.ts';

/** Somebody's words in which something is active are written with escapes, which YAML takes back. */
const INERT_TEXT: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string' && value.split('\n').some((line) => line !== inert(line)),
  resolve: (text) => text,
  stringify: ({ value }) => inertQuoted(String(value)),
};

/** How whatever Patrol writes as YAML is written: each line inert, and read again it says the same. */
export const WRITTEN = { indent: 2, lineWidth: 0, customTags: (tags: Tags) => [INERT_TEXT, ...tags] };
