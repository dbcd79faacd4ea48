import { criticalPermission } from './critical-permission.ts';
import { expiresSoon } from './expires-soon.ts';
import { neverExpires } from './never-expires.ts';
import { ownerIsOutsideCollaborator } from './owner-is-outside-collaborator.ts';
import { ownerLeft } from './owner-left.ts';
import { ownerNearTokenLimit } from './owner-near-token-limit.ts';
import { ownerWithout2fa } from './owner-without-2fa.ts';
import { requestBreaksPolicy } from './request-breaks-policy.ts';
import { requestWaiting } from './request-waiting.ts';
import type { Rule } from './rule.ts';
import { unused } from './unused.ts';

/** Every rule, in alphabetical order of id. A rule that is not listed here does not run. */
export const rules: readonly Rule[] = [
  criticalPermission,
  expiresSoon,
  neverExpires,
  ownerIsOutsideCollaborator,
  ownerLeft,
  ownerNearTokenLimit,
  ownerWithout2fa,
  requestBreaksPolicy,
  requestWaiting,
  unused,
];
