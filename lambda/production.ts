import { kmsSigner } from '#adapters/aws/kms-signer.ts';
import { documentClient } from '#adapters/dynamodb/client.ts';
import { createStore } from '#adapters/dynamodb/store.ts';
import { siteUrl } from '#adapters/github/api-url.ts';
import { openTopic } from '#adapters/sns/open-topic.ts';
import { type Announce, openScansTopic } from '#adapters/sns/scans-topic.ts';
import type { Sites } from '#core/alert-event-of.ts';
import type { OrgLogin } from '#core/credential.ts';
import type { Listener } from '#core/judge.ts';
import { routesTo, slackChannels } from '#core/leading-routes.ts';
import { OWNER } from '#core/owner-first.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { AlertChannel, Directory, Signer } from '#scan/ports.ts';
import type { Store } from '#scan/store-port.ts';
import { deployedPolicy } from './deployed-policy.ts';
import { deployedPolicyFile } from './deployed-policy-file.ts';
import { RULE_PAGES } from './rule-pages.ts';
import { slackToken } from './slack-token.ts';

/** What the function that scans was deployed with (`lib/patrol.ts`). */
interface Environment {
  readonly GITHUB_API_URL: string;
  readonly PATROL_SNS_TOPIC_ARN: string;
  readonly PATROL_SCANS_TOPIC_ARN: string;
  /** The channel that routes call `slack`; empty: Slack is not told. */
  readonly PATROL_SLACK_CHANNEL: string;
  readonly PATROL_TABLE: string;
  /** ARN of the KMS key that signs what is committed; empty where nothing is. */
  readonly PATROL_SIGNING_KEY?: string;
  /** File beside the code; empty: the built-in policy. */
  readonly PATROL_POLICY: string;
  /** As `lambda/slack.ts` has them, where the policy lets owners be looked up. */
  readonly PATROL_SLACK_TOKEN?: string;
  readonly SLACK_API_URL?: string;
}

/** The adapters of production, made once for every sandbox. */
export interface Production {
  readonly store: Store;
  /** Whom the scan tells itself. */
  readonly channels: readonly AlertChannel[];
  /** Whom the function `slack` tells: the scan decides what, for whoever asks why. */
  readonly others: readonly Listener['habits'][];
  readonly announce: Announce;
  readonly sites: Sites;
  readonly signer: Signer | null;
  policyOf(org: OrgLogin): Policy;
  /** Slack's users, for who looks owners up. */
  directory(): Promise<Directory>;
}

let made: Promise<Production> | null = null;

/** A failure, such as a secret that is not there yet, is not kept: the next step tries again. */
export function production(): Promise<Production> {
  made ??= make(process.env as unknown as Environment).catch((error: unknown) => {
    made = null;
    throw error;
  });
  return made;
}

async function make(env: Environment): Promise<Production> {
  const policy = deployedPolicyFile(env.PATROL_POLICY);
  const { 'owner-lookup': ownerLookup, people = [], routes } = policy ?? {};
  const toTopic = routesTo('sns', routes);
  const toOwners = env.PATROL_SLACK_CHANNEL === '' ? [] : routesTo(OWNER, routes);
  const slack =
    env.PATROL_SLACK_CHANNEL === '' ? [] : slackChannels(env.PATROL_SLACK_CHANNEL, { routes, missing: '' });
  return {
    store: createStore(documentClient({}), { table: env.PATROL_TABLE }),
    channels:
      toTopic.length === 0 ? [] : [openTopic(env.PATROL_SNS_TOPIC_ARN, 'PATROL_SNS_TOPIC_ARN', toTopic)],
    others: [
      ...(toOwners.length === 0 ? [] : [{ name: OWNER, routes: toOwners, people, ownerLookup }]),
      ...[...slack].map(([channel, leading]) => ({ name: `slack:${channel}`, routes: leading })),
    ],
    announce: openScansTopic(env.PATROL_SCANS_TOPIC_ARN, 'PATROL_SCANS_TOPIC_ARN'),
    sites: { github: siteUrl(env.GITHUB_API_URL), rules: RULE_PAGES },
    signer: env.PATROL_SIGNING_KEY ? kmsSigner(env.PATROL_SIGNING_KEY) : null,
    policyOf: await deployedPolicy(policy),
    directory: () => openSlackDirectory(env),
  };
}

/** Slack's client is loaded by the night that looks somebody up. */
async function openSlackDirectory({ PATROL_SLACK_TOKEN: arn = '', SLACK_API_URL: apiUrl = '' }: Environment) {
  const token = await slackToken(arn);
  const { openDirectory } = await import('#adapters/slack/open-slack.ts');
  return openDirectory({ token, apiUrl: apiUrl === '' ? null : apiUrl }, () => new Date());
}
