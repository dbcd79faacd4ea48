import type { GitHubConnection } from '#adapters/github/connect.ts';
import { ConnectionError } from '#adapters/github/connection-error.ts';
import type { OrgLogin } from '#core/credential.ts';
import type { Directories } from '#scan/look-up-owners.ts';
import type { Wait } from '#scan/ports.ts';
import type { Environment } from './dependencies.ts';

/** Where the owners of an organisation can be looked up: its identity provider, by GitHub, and Slack. */
export async function openDirectories(
  org: OrgLogin,
  { connection, env, signal }: { connection: GitHubConnection; env: Environment; signal: AbortSignal },
): Promise<Directories | Wait> {
  const { SLACK_API_URL = '', SLACK_BOT_TOKEN: token = '' } = env;
  try {
    const identities = connection.identities(await connection.access(org, signal));
    const { openDirectory } = await import('#adapters/slack/open-slack.ts');
    const bot = { token, apiUrl: SLACK_API_URL === '' ? null : SLACK_API_URL };
    return { kind: 'open', identities, directory: openDirectory(bot, () => new Date()) };
  } catch (error) {
    if (!(error instanceof ConnectionError) || error.until === null) throw error;
    return { kind: 'wait', until: error.until, reason: 'GitHub asks to come back later' };
  }
}
