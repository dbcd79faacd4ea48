import { appCriticalPermission } from './app-critical-permission.ts';
import { appOnAllRepositories } from './app-on-all-repositories.ts';
import { appSuspended } from './app-suspended.ts';
import { automationWantsApp } from './automation-wants-app.ts';
import { broadClassicScope } from './broad-classic-scope.ts';
import { classicReplaceable } from './classic-replaceable.ts';
import { classicSpansOrganisations } from './classic-spans-organisations.ts';
import { criticalPermission } from './critical-permission.ts';
import { deployKeyCanWrite } from './deploy-key-can-write.ts';
import { deployKeyUnused } from './deploy-key-unused.ts';
import { escalationPath } from './escalation-path.ts';
import { expiredStillGranted } from './expired-still-granted.ts';
import { expiresSoon } from './expires-soon.ts';
import { lifetimeOverLimit } from './lifetime-over-limit.ts';
import { neverExpires } from './never-expires.ts';
import { neverUsed } from './never-used.ts';
import { ownerIsOutsideCollaborator } from './owner-is-outside-collaborator.ts';
import { ownerLeft } from './owner-left.ts';
import { ownerNearTokenLimit } from './owner-near-token-limit.ts';
import { ownerWithout2fa } from './owner-without-2fa.ts';
import { requestBreaksPolicy } from './request-breaks-policy.ts';
import { requestWaiting } from './request-waiting.ts';
import { rightsGrew } from './rights-grew.ts';
import type { Rule } from './rule.ts';
import { sshKeyUnused } from './ssh-key-unused.ts';
import { unrecognisedPermission } from './unrecognised-permission.ts';
import { unused } from './unused.ts';
import { writeOnAllRepositories } from './write-on-all-repositories.ts';

/** Every rule, in alphabetical order of id. A rule that is not listed here does not run. */
export const rules: readonly Rule[] = [
  appCriticalPermission,
  appOnAllRepositories,
  appSuspended,
  automationWantsApp,
  broadClassicScope,
  classicReplaceable,
  classicSpansOrganisations,
  criticalPermission,
  deployKeyCanWrite,
  deployKeyUnused,
  escalationPath,
  expiredStillGranted,
  expiresSoon,
  lifetimeOverLimit,
  neverExpires,
  neverUsed,
  ownerIsOutsideCollaborator,
  ownerLeft,
  ownerNearTokenLimit,
  ownerWithout2fa,
  requestBreaksPolicy,
  requestWaiting,
  rightsGrew,
  sshKeyUnused,
  unrecognisedPermission,
  unused,
  writeOnAllRepositories,
];
