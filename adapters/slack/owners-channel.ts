import type { WebClient } from '@slack/web-api';
import type { PatrolEvent } from '#core/alert-event.ts';
import type { OwnerAddresses, OwnerLookup } from '#core/owner-address.ts';
import { OWNER } from '#core/owner-first.ts';
import { type People, personOfLogin } from '#core/people.ts';
import type { Route } from '#core/route.ts';
import type { AlertChannel } from '#scan/ports.ts';
import { botChannel, MOST_SINGLES } from './bot-channel.ts';
import { courtesy } from './courtesy.ts';

interface Options {
  readonly people: People;
  readonly ownerLookup?: OwnerLookup | undefined;
  readonly routes: readonly Route[];
  readonly now: () => Date;
  readonly buttons?: boolean;
}

/** The owners, each by direct messages of the bot, in which the same holds as in a channel. */
export function ownersChannel(client: WebClient, options: Options): AlertChannel {
  // A Slack that is unwell is unwell for all of them.
  return among(new Map(), { ...options, client, pause: courtesy(options.now) });
}

/** @param addresses of whom `people` does not name. */
function among(
  addresses: OwnerAddresses,
  means: Options & { readonly client: WebClient; readonly pause: ReturnType<typeof courtesy> },
): AlertChannel {
  const { buttons = false, client, now, ownerLookup, pause, people, routes } = means;
  return {
    name: OWNER,
    routes,
    people,
    ownerLookup,
    knowing: (found) => among(found, means),
    each: false,
    mostSingles: MOST_SINGLES,
    async send(event, handle, signal) {
      const login = ownerIn(event);
      const user = login === null ? null : slackUserOf(login, { addresses, people });
      if (user === null) throw new Error(`No Slack user is known for ${login ?? 'nobody'}.`);
      const direct = botChannel(client, user.slack, { buttons, routes, now, pause });
      try {
        return await direct.send(event, handle, signal);
      } catch (error) {
        signal.throwIfAborted();
        throw new Error(`${user.login} (${user.slack}): ${wordsOf(error)}`, { cause: error });
      }
    },
  };
}

/** The policy knows best. */
function slackUserOf(
  login: string,
  { addresses, people }: { readonly addresses: OwnerAddresses; readonly people: People },
): { readonly login: string; readonly slack: string } | null {
  const found = personOfLogin(people, login) ?? addresses.get(login.toLowerCase());
  return found?.slack == null ? null : { login: found.login, slack: found.slack };
}

function ownerIn(event: PatrolEvent): string | null {
  if (event.kind === 'alert') return event.finding.owner;
  return event.kind === 'digest' ? event.owner : null;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
