import * as z from 'zod/mini';
import { documentClient } from '#adapters/dynamodb/client.ts';
import { createStore } from '#adapters/dynamodb/store.ts';
import { durableEngine } from '#adapters/engine/durable.ts';
import { siteUrl } from '#adapters/github/api-url.ts';
import { orgLogin } from '#core/credential.ts';
import { parseInstant } from '#core/instant.ts';
import { routesTo, slackChannels } from '#core/leading-routes.ts';
import { OWNER } from '#core/owner-first.ts';
import type { Engine } from '#scan/ports.ts';
import { tellChannels } from '#scan/tell-channels.ts';
import type { Told } from '#scan/tell-each.ts';
import { tellFailure } from '#scan/tell-failure.ts';
import { deployedPolicyFile } from './deployed-policy-file.ts';
import { durableHandler } from './handler.ts';
import { invocationOf } from './invocation.ts';
import { reportTold } from './report.ts';
import { RULE_PAGES } from './rule-pages.ts';
import { slackToken } from './slack-token.ts';
import { logger } from './telemetry.ts';

/** What the function was deployed with (`lib/slack.ts`). */
interface Environment {
  readonly GITHUB_API_URL: string;
  readonly PATROL_TABLE: string;
  /** File beside the code; empty: the built-in policy. */
  readonly PATROL_POLICY: string;
  /** The channel that routes call `slack`. */
  readonly PATROL_SLACK_CHANNEL: string;
  /** ARN of the secret that holds the bot's token. */
  readonly PATROL_SLACK_TOKEN: string;
  /** `yes`: somebody takes what is pressed. */
  readonly PATROL_SLACK_BUTTONS: string;
  readonly SLACK_API_URL: string;
}

/** `core/scan-event.ts`, as the topic hands it out. */
const ScanEvent = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('scan'),
  organisation: z.pipe(z.string(), z.transform(orgLogin)),
  scan: z.pipe(z.string(), z.transform(parseInstant)),
  status: z.enum(['complete', 'partial', 'failed']),
  reason: z.nullish(z.string()),
});

const message = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => JSON.parse(text) as unknown),
  ),
  ScanEvent,
);

/** SNS puts one message into an event. */
const Notification = z.object({
  Records: z.tuple([z.object({ Sns: z.object({ Message: message }) })]),
});
const readNotification = (event: unknown) => Notification.parse(event);

/**
 * Tells Slack what a scan decided, as the command line does. SNS may deliver a message twice: what was said is noted,
 * and the second execution has nothing to say.
 */
export const main = durableHandler(readNotification, async ({ Records: [{ Sns }] }, context) => {
  const { organisation: org, reason, scan, status } = Sns.Message;
  logger.appendKeys({ scan, organisation: org });
  const env = process.env as unknown as Environment;
  const store = createStore(documentClient({}), { table: env.PATROL_TABLE });
  const engine = durableEngine(context, {
    ...invocationOf(context),
    usage: () => ({ requests: 0, notModified: 0, waitedSeconds: 0 }),
  });
  const head = await engine.step('which scan is the last', async () => (await store.head(org))?.id ?? null);
  const round = {
    store,
    engine,
    holder: context.executionContext.durableExecutionArn,
    signal: new AbortController().signal,
  };
  if (status === 'failed' && (head === null || head < scan)) {
    const channels = await openSlackChannels(env);
    const why = reason ?? 'It broke off.';
    return tellOutcome(engine, await tellFailure({ ...round, org, scan, why, channels }));
  }
  if (head !== scan) {
    // Its findings are not there as it left them any more; the later scan has an event of its own.
    logger.info('A later scan speaks instead', { head });
    return { told: [], overtaken: true };
  }
  const record = await store.scanAt(org, scan);
  if (record?.id !== scan) throw new Error(`The record of scan ${scan} of ${org} is not there.`);
  const told = await tellChannels({
    ...round,
    record,
    channels: await openSlackChannels(env),
    sites: { github: siteUrl(env.GITHUB_API_URL), rules: RULE_PAGES },
  });
  return tellOutcome(engine, told);
});

async function tellOutcome(engine: Engine, told: readonly Told[]) {
  await reportTold(engine, told);
  return { told: told.map(({ channel, failure }) => ({ channel, failure })), overtaken: false };
}

async function openSlackChannels(env: Environment) {
  const policy = deployedPolicyFile(env.PATROL_POLICY);
  const { 'owner-lookup': ownerLookup, people = [], routes } = policy ?? {};
  const leading = slackChannels(env.PATROL_SLACK_CHANNEL, { routes, missing: '' });
  const owners = { ownerLookup, people, routes: routesTo(OWNER, routes) };
  if (leading.size + owners.routes.length === 0) return [];
  const token = await slackToken(env.PATROL_SLACK_TOKEN);
  const { openBot } = await import('#adapters/slack/open-slack.ts');
  return openBot({ token, apiUrl: env.SLACK_API_URL }, leading, {
    now: () => new Date(),
    buttons: env.PATROL_SLACK_BUTTONS === 'yes',
    owners,
  });
}
