import type { Examination, Identity } from '#adapters/github/examine.ts';
import type { SourceSight } from '#adapters/github/probe.ts';
import type { OrgLogin } from '#core/credential.ts';
import type { Check } from './dependencies.ts';
import { dayOf } from './render/words.ts';

/** GitHub refuses an App's signature that is more than a minute off. */
const TOLERATED_SKEW_SECONDS = 30;

/** What an examination of one organisation comes to, check by check. */
export function examinationChecks(org: OrgLogin, examination: Examination): Check[] {
  return [
    identityCheck(org, examination.identity),
    ...skewChecks(examination.clockSkewSeconds),
    ...examination.sources.map((sight) => sourceCheck(org, sight)),
  ];
}

function identityCheck(org: OrgLogin, identity: Identity): Check {
  const name = `${org}, signed in`;
  if (identity.kind === 'token') {
    const scopes =
      identity.scopes === null ? 'fine-grained' : `scopes ${identity.scopes.join(', ') || 'none'}`;
    const expiry =
      identity.expiresAt === null ? 'no expiry known' : `expires on ${dayOf(identity.expiresAt)}`;
    return {
      name,
      verdict: 'warning',
      detail: `with a token of ${identity.login} (${scopes}, ${expiry})`,
      todo: 'A GitHub App sees more and does not leave with a person: set GITHUB_APP_ID and its private key.',
    };
  }
  const detail = `as the GitHub App ${identity.slug} (${identity.appId}), installation ${identity.installationId}`;
  if (identity.repositorySelection === 'all') return { name, verdict: 'ok', detail, todo: null };
  return {
    name,
    verdict: 'warning',
    detail: `${detail}, on selected repositories only: deploy keys of the others are not seen`,
    todo: `Let it see all repositories: settings of ${org}, GitHub Apps, Configure.`,
  };
}

function skewChecks(seconds: number | null): Check[] {
  if (seconds === null || Math.abs(seconds) <= TOLERATED_SKEW_SECONDS) return [];
  const detail = `${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead of'} GitHub's`;
  return [
    {
      name: 'Clock',
      verdict: 'warning',
      detail,
      todo: 'Let this machine set its clock by the network (NTP).',
    },
  ];
}

function sourceCheck(org: OrgLogin, { source, sight, reason, missingPermission, lost }: SourceSight): Check {
  const name = `${org}, ${source}`;
  const detail = [reason ?? 'may be read', lost].filter((part) => part !== null).join('; ');
  const todo =
    missingPermission === null
      ? null
      : `Grant ${missingPermission} on the App's settings page (Permissions), then accept it in ${org}.`;
  switch (sight) {
    case 'visible':
      return { name, verdict: 'ok', detail, todo };
    case 'unavailable':
      return { name, verdict: 'note', detail, todo };
    case 'wait':
      return { name, verdict: 'warning', detail, todo };
    case 'refused':
    case 'failed':
      return { name, verdict: 'problem', detail, todo };
    default:
      return sight satisfies never;
  }
}
