import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from '@slack/web-api';
import type { AlertEvent, PatrolEvent, ScanHealthEvent } from '#core/alert-event.ts';
import type { Route } from '#core/route.ts';
import type { AlertChannel } from '#scan/ports.ts';
import { later, no, type Refusal, unwell } from './answer.ts';
import { courtesy } from './courtesy.ts';
import { developmentBlocks, slackMessage } from './message.ts';

export const MOST_SINGLES = 10;
/** The message is gone, or too old to be changed: another one takes its place. */
const GONE: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);
const QUIET = { unfurl_links: false, unfurl_media: false } as const;

interface Place {
  readonly channel: string;
  readonly ts: string;
}

/**
 * A Slack channel, or the direct messages with a user, as a bot: one message for each loud finding, changed in place as it gets more urgent, struck through
 * when it is over, with what happened in its thread.
 *
 * @param client with its own retries off: waiting is the engine's.
 */
export function botChannel(
  client: WebClient,
  channel: string,
  options: {
    readonly routes: readonly Route[];
    readonly now: () => Date;
    /** Shared with other channels that wait for one another. */
    readonly pause?: ReturnType<typeof courtesy>;
    readonly buttons?: boolean;
  },
): AlertChannel {
  const { buttons = false, now, routes, pause = courtesy(now) } = options;
  const post = async (event: PatrolEvent, thread?: Place): Promise<Place> => {
    const { text, blocks } = slackMessage(event, { buttons });
    const sent = await client.chat.postMessage(
      thread === undefined || event.kind === 'digest'
        ? { channel, text, blocks, ...QUIET }
        : {
            channel: thread.channel,
            thread_ts: thread.ts,
            text,
            blocks: developmentBlocks(event),
            ...QUIET,
          },
    );
    return { channel: sent.channel ?? channel, ts: sent.ts ?? '' };
  };
  const change = async (
    event: AlertEvent | ScanHealthEvent,
    place: Place,
    signal: AbortSignal,
  ): Promise<Place> => {
    try {
      await client.chat.update({ ...place, ...slackMessage(event, { buttons }) });
    } catch (error) {
      if (error instanceof WebAPIPlatformError && GONE.has(error.data.error)) return post(event);
      throw error;
    }
    await pause.gap(signal);
    await post(event, place);
    return place;
  };
  return {
    name: `slack:${channel}`,
    routes,
    each: false,
    mostSingles: MOST_SINGLES,
    async send(event, handle, signal) {
      await pause.gap(signal);
      const place = placeOf(handle);
      try {
        const said =
          place === null || event.kind === 'digest' ? await post(event) : await change(event, place, signal);
        pause.well();
        return { kind: 'sent', handle: `${said.channel}/${said.ts}` };
      } catch (error) {
        signal.throwIfAborted();
        return pause.after(refusalOf(error, now(), channel));
      }
    },
  };
}

function placeOf(handle: string | null): Place | null {
  const [channel, ts] = handle?.split('/') ?? [];
  return channel === undefined || ts === undefined || ts === '' ? null : { channel, ts };
}

function refusalOf(error: unknown, now: Date, channel: string): Refusal {
  if (error instanceof WebAPIRateLimitedError) return later(now, error.retryAfter, channel);
  if (error instanceof WebAPIPlatformError) return no(error.data.error);
  if (error instanceof WebAPIHTTPError) return unwell(`Slack answered ${error.statusCode}.`);
  if (error instanceof WebAPIRequestError)
    return unwell(`Slack could not be reached: ${error.original.message}`);
  throw error;
}
