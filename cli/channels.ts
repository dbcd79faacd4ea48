import { siteUrl } from '#adapters/github/api-url.ts';
import { DEFAULT_API_URL } from '#adapters/github/github-settings.ts';
import type { Sites } from '#core/alert-event-of.ts';
import { type Routes, routesTo, slackChannels } from '#core/leading-routes.ts';
import { OWNER } from '#core/owner-first.ts';
import type { AlertChannel } from '#scan/ports.ts';
import type { Environment } from './dependencies.ts';
import type { ToldByPolicy } from './told-by-policy.ts';
import { UsageError } from './usage-error.ts';

/** Where the rules' pages are in a copy of this repository. */
const RULE_PAGES = 'docs/rules/';
const NO_CHANNEL =
  'SLACK_BOT_TOKEN is set, but not the channel to tell: set SLACK_CHANNEL, such as #security.';

/**
 * Everybody who is to be told besides the terminal: who is in the environment, and is led to by a route or, without
 * routes, by none.
 *
 * @throws {UsageError} naming the variable that is wrong or missing.
 */
export async function openChannels(env: Environment, policy: ToldByPolicy): Promise<readonly AlertChannel[]> {
  try {
    return [...(await openSns(env, policy.routes)), ...(await openSlack(env, policy))];
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

async function openSns(env: Environment, routes: Routes): Promise<AlertChannel[]> {
  const arn = env.PATROL_SNS_TOPIC_ARN ?? '';
  const leading = routesTo('sns', routes);
  if (arn === '' || leading.length === 0) return [];
  const { openTopic } = await import('#adapters/sns/open-topic.ts');
  return [openTopic(arn, 'PATROL_SNS_TOPIC_ARN', leading)];
}

async function openSlack(env: Environment, policy: ToldByPolicy): Promise<AlertChannel[]> {
  const { 'owner-lookup': ownerLookup, people = [], routes } = policy;
  const { SLACK_API_URL = '', SLACK_BOT_TOKEN: token = '', SLACK_CHANNEL: main = '' } = env;
  const { SLACK_WEBHOOK_URL: webhook = '' } = env;
  const options = { now: () => new Date() };
  if (token !== '') {
    const leading = slackChannels(main, { routes, missing: NO_CHANNEL });
    const { openBot } = await import('#adapters/slack/open-slack.ts');
    const owners = { ownerLookup, people, routes: routesTo(OWNER, routes) };
    const bot = { token, apiUrl: SLACK_API_URL === '' ? null : SLACK_API_URL };
    return openBot(bot, leading, { ...options, owners });
  }
  const leading = routesTo('slack', routes);
  if (webhook === '' || leading.length === 0) return [];
  const { openWebhook } = await import('#adapters/slack/open-slack.ts');
  return [openWebhook(webhook, leading, options)];
}

/** Where links in messages lead; an address without its last slash is given one. */
export function sitesOf(env: Environment): Sites {
  const api = env['GITHUB_API_URL'] ?? '';
  const pages = env.PATROL_RULE_PAGES ?? '';
  return {
    github: siteUrl(api === '' ? DEFAULT_API_URL : api),
    rules: pages === '' ? RULE_PAGES : pages.replace(/\/*$/, '/'),
  };
}
