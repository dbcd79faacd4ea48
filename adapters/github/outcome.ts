import type { Stop, Wait } from '#scan/ports.ts';
import type { Access } from './access.ts';
import { excerpt } from './excerpt.ts';
import { FieldError } from './field-error.ts';
import { onlyForApps, type Subject } from './subject.ts';
import type { Trouble } from './trouble.ts';

type Answered = Extract<Trouble, { kind: 'answered' }>;

/** What a request that brought nothing means for a reading of `subject`. */
export function outcomeOf(trouble: Trouble, subject: Subject, access: Access): Stop | Wait {
  switch (trouble.kind) {
    case 'rate-limited':
      return { kind: 'wait', until: trouble.until, reason: trouble.reason };
    case 'network':
      return failed(`no whole answer from ${trouble.host}: ${trouble.reason}`);
    case 'not-github':
    case 'unsent':
      return failed(trouble.reason);
    case 'answered':
      return answered(trouble, subject, access);
    default:
      return trouble satisfies never;
  }
}

export function failed(reason: string): Stop {
  return { kind: 'failed', reason };
}

/** A field that is not as documented, in words for the reading; never the whole answer. */
export function notUnderstood(fieldProblem: string): Stop {
  return failed(`something in GitHub's answer could not be understood: ${fieldProblem}`);
}

/** The result of `work`, or a stop where it threw a FieldError. */
export async function understood<Result>(work: () => Promise<Result>): Promise<Result | Stop> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    return notUnderstood(error.message);
  }
}

function answered(trouble: Answered, subject: Subject, access: Access): Stop {
  const said = `${trouble.status}${trouble.message === '' ? '' : `, "${trouble.message}"`}`;
  if (trouble.signIn) return failed(`credentials stopped working: GitHub answered ${said}`);
  switch (trouble.status) {
    case 403:
      return refused(trouble, subject, access);
    case 404:
      return subject.notFound(access);
    case 410:
      return failed(`GitHub no longer has this list in the version of its API that Patrol uses (${said})`);
    default:
      return failed(`GitHub answered ${said} for ${subject.things}`);
  }
}

function refused(trouble: Answered, subject: Subject, access: Access): Stop {
  const { things } = subject;
  const sso = ssoUrl(trouble.sso);
  if (sso !== null) {
    const reason = `the token is not authorised for the organisation's single sign-on: its owner must open ${sso}`;
    return { kind: 'refused', reason, missingPermission: null };
  }
  // The right permissions from the wrong network: https://docs.github.com/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/managing-allowed-ip-addresses-for-your-organization
  if (/\bIP allow list\b/i.test(trouble.message)) {
    const reason = `the organisation's IP allow list does not let Patrol in to read ${things}: add the address it runs from`;
    return { kind: 'refused', reason, missingPermission: null };
  }
  if (access.kind === 'token' && subject.permission.startsWith('organization_personal_access_token')) {
    return onlyForApps(things);
  }
  const missingPermission = trouble.acceptedPermissions ?? `${subject.permission}=read`;
  return {
    kind: 'refused',
    reason: `GitHub refuses to list ${things} (403, "${trouble.message}"): grant ${excerpt(missingPermission, 120)}`,
    missingPermission,
  };
}

/** `required; url=https://…` https://docs.github.com/rest/authentication/authenticating-to-the-rest-api#personal-access-tokens-and-saml-sso */
function ssoUrl(header: string | null): string | null {
  const url = /^required;\s*url=(https:\/\/\S+)/.exec(header ?? '')?.[1];
  return url === undefined ? null : excerpt(url, 600);
}
