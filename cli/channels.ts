import { siteUrl } from '#adapters/github/api-url.ts';
import { DEFAULT_API_URL } from '#adapters/github/github-settings.ts';
import type { Sites } from '#core/alert-event-of.ts';
import { EVERYTHING, type Route } from '#core/route.ts';
import type { AlertChannel } from '#scan/ports.ts';
import type { Environment } from './dependencies.ts';
import { UsageError } from './usage-error.ts';

/** Where the rules' pages are in a copy of this repository. */
const RULE_PAGES = 'docs/rules/';

/**
 * Everybody who is to be told besides the terminal: who is in the environment, and is led to by a route or by none.
 *
 * @throws {UsageError} naming the variable that is wrong.
 */
export async function openChannels(
  env: Environment,
  routes: readonly Route[] | undefined,
): Promise<readonly AlertChannel[]> {
  const arn = env.PATROL_SNS_TOPIC_ARN ?? '';
  const leading = routes === undefined ? [EVERYTHING] : routes.filter(({ to }) => to.includes('sns'));
  if (arn === '' || leading.length === 0) return [];
  const { openTopic } = await import('#adapters/sns/open-topic.ts');
  try {
    return [openTopic(arn, 'PATROL_SNS_TOPIC_ARN', leading)];
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
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
