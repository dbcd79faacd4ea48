import type { WebClient } from '@slack/web-api';
import type { PatrolEvent } from '#core/alert-event.ts';
import { OWNER } from '#core/owner-first.ts';
import { type People, personOfLogin } from '#core/people.ts';
import type { Route } from '#core/route.ts';
import type { AlertChannel } from '#scan/ports.ts';
import { botChannel, MOST_SINGLES } from './bot-channel.ts';
import { courtesy } from './courtesy.ts';

/** The owners, each by direct messages of the bot, in which the same holds as in a channel. */
export function ownersChannel(
  client: WebClient,
  {
    buttons = false,
    now,
    people,
    routes,
  }: { people: People; routes: readonly Route[]; now: () => Date; buttons?: boolean },
): AlertChannel {
  // A Slack that is unwell is unwell for all of them.
  const pause = courtesy(now);
  return {
    name: OWNER,
    routes,
    people,
    each: false,
    mostSingles: MOST_SINGLES,
    async send(event, handle, signal) {
      const login = ownerIn(event);
      const person = login === null ? null : personOfLogin(people, login);
      if (person === null) throw new Error(`No Slack user is known for ${login ?? 'nobody'}.`);
      const direct = botChannel(client, person.slack, { buttons, routes, now, pause });
      try {
        return await direct.send(event, handle, signal);
      } catch (error) {
        signal.throwIfAborted();
        throw new Error(`${person.login} (${person.slack}): ${wordsOf(error)}`, { cause: error });
      }
    },
  };
}

function ownerIn(event: PatrolEvent): string | null {
  if (event.kind === 'alert') return event.finding.owner;
  return event.kind === 'digest' ? event.owner : null;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
