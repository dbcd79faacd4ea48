import { LogLevel, WebClient } from '@slack/web-api';
import type { OwnerLookup } from '#core/owner-address.ts';
import type { People } from '#core/people.ts';
import type { Route } from '#core/route.ts';
import { secret } from '#core/secret.ts';
import type { AlertChannel, Directory } from '#scan/ports.ts';
import { botChannel } from './bot-channel.ts';
import { slackDirectory } from './directory.ts';
import { ownersChannel } from './owners-channel.ts';
import { webhookChannel } from './webhook-channel.ts';

const TIMEOUT_MILLISECONDS = 30_000;
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Channel → the routes that lead there. */
type Leading = ReadonlyMap<string, readonly Route[]>;

interface Options {
  readonly now: () => Date;
  /** Whether somebody takes what is pressed under a message of the bot. */
  readonly buttons?: boolean;
}

/** Whom the bot tells by direct message. */
export interface DirectMessages {
  readonly people: People;
  readonly ownerLookup?: OwnerLookup | undefined;
  /** The routes that lead to owners. */
  readonly routes: readonly Route[];
}

interface Bot {
  readonly token: string;
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
}

/** Slack's users, for a bot that may look them up. @throws {RangeError} */
export function openDirectory(bot: Bot, now: () => Date): Directory {
  return slackDirectory(clientOf(bot), now);
}

/** Slack, as a bot in these channels, and with owners if a route leads there. @throws {RangeError} */
export function openBot(
  bot: Bot,
  leading: Leading,
  options: Options & { readonly owners?: DirectMessages },
): AlertChannel[] {
  const { owners, ...own } = options;
  const client = clientOf(bot);
  const channels = [...leading].map(([channel, routes]) => botChannel(client, channel, { ...own, routes }));
  if (owners === undefined || owners.routes.length === 0) return channels;
  return [ownersChannel(client, { ...own, ...owners }), ...channels];
}

function clientOf({ apiUrl, token }: Bot): WebClient {
  return new WebClient(token, {
    ...(apiUrl === null ? {} : { slackApiUrl: `${checked(apiUrl, 'SLACK_API_URL').replace(/\/+$/, '')}/` }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MILLISECONDS,
    logger: SILENT,
  });
}

/** Slack, through an incoming webhook. @throws {RangeError} */
export function openWebhook(url: string, routes: readonly Route[], options: Options): AlertChannel {
  return webhookChannel(secret(checked(url, 'SLACK_WEBHOOK_URL')), { ...options, routes });
}

function checked(text: string, origin: string): string {
  const url = URL.parse(text);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (isSafe) return text;
  throw new RangeError(`${origin} is no https address (http is for this machine only).`);
}

const nothing = () => undefined;
/** The client's own log would repeat what is said already, and goes to standard output. */
const SILENT = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};
