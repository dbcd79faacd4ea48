import { criticalPermission } from './critical-permission.ts';
import { expiresSoon } from './expires-soon.ts';
import { neverExpires } from './never-expires.ts';
import type { Rule } from './rule.ts';
import { unused } from './unused.ts';

/** Every rule, in alphabetical order of id. A rule that is not listed here does not run. */
export const rules: readonly Rule[] = [criticalPermission, expiresSoon, neverExpires, unused];
