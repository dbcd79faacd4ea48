import {
  type UsersLookupByEmailResponse,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from '@slack/web-api';
import type { Directory, Unknown } from '#scan/ports.ts';
import { later, no } from './answer.ts';

type User = NonNullable<UsersLookupByEmailResponse['user']>;

/** Answers about this one person; any other no is one to everybody. */
const OF_ONE: ReadonlySet<string> = new Set(['users_not_found', 'user_not_found', 'invalid_email']);

/** Slack's users by e-mail, which is in no word of what comes back. */
export function slackDirectory(client: WebClient, now: () => Date): Directory {
  return {
    async userOf(email, signal) {
      signal.throwIfAborted();
      try {
        const { user } = await client.users.lookupByEmail({ email: email.reveal() });
        return userOrWhyNot(user ?? {});
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof WebAPIRateLimitedError)) return unknownAfter(error);
        return later(now(), error.retryAfter, 'users.lookupByEmail').wait;
      }
    },
  };
}

function userOrWhyNot({ deleted = false, id, is_bot: isBot = false }: User) {
  if (id === undefined) return unknown('Slack named no user', false);
  if (deleted) return unknown('the Slack user of that e-mail address is deactivated', false);
  if (isBot) return unknown('the Slack user of that e-mail address is a bot', false);
  return { kind: 'user', slack: id } as const;
}

function unknownAfter(error: unknown): Unknown {
  if (error instanceof WebAPIPlatformError) {
    const { error: code } = error.data;
    if (OF_ONE.has(code))
      return unknown('Slack knows nobody by the e-mail address of the SAML identity', false);
    const scope = 'Slack says missing_scope: give the Slack app the scope users:read.email (and users:read).';
    return unknown(withoutStop(code === 'missing_scope' ? scope : no(code).reason), true);
  }
  if (error instanceof WebAPIHTTPError) return unknown(`Slack answered ${error.statusCode}`, true);
  if (error instanceof WebAPIRequestError) return unknown('Slack could not be reached', true);
  throw error;
}

const withoutStop = (words: string): string => words.replace(/\.$/, '');

function unknown(why: string, everybody: boolean): Unknown {
  return { kind: 'unknown', why, everybody };
}
