import { readFileSync } from 'node:fs';
import { openAppKey } from '#adapters/aws/app-key.ts';
import { documentClient } from '#adapters/dynamodb/client.ts';
import { createStore } from '#adapters/dynamodb/store.ts';
import { sha256 } from '#adapters/engine/sha256.ts';
import { siteUrl } from '#adapters/github/api-url.ts';
import { connectGitHub, type GitHubConnection } from '#adapters/github/connect.ts';
import type { GitHubCredential } from '#adapters/github/github-settings.ts';
import { readPrivateKey } from '#adapters/github/private-key.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { openTopic } from '#adapters/sns/open-topic.ts';
import type { Sites } from '#core/alert-event-of.ts';
import type { OrgLogin } from '#core/credential.ts';
import { instantOf } from '#core/instant.ts';
import { BUILT_IN_POLICY, type Policy } from '#core/policy/policy.ts';
import { policyFor } from '#core/policy/policy-for.ts';
import { EVERYTHING, type Route } from '#core/route.ts';
import type { AlertChannel, Store } from '#scan/ports.ts';
import { logger } from './telemetry.ts';

/** What a function was deployed with (`lib/patrol-function.ts`). */
interface Environment {
  readonly GITHUB_API_URL: string;
  readonly GITHUB_APP_ID: string;
  readonly PATROL_SNS_TOPIC_ARN: string;
  /** ARN of the KMS key, or of the secret, that holds the App's private key. */
  readonly PATROL_APP_KEY: string;
  readonly PATROL_TABLE: string;
  /** File beside the code; empty: the built-in policy. */
  readonly PATROL_POLICY: string;
}

/** Where the rules' pages are in a copy of this repository. */
const RULE_PAGES = 'docs/rules/';

/** The adapters of production, made once for every sandbox. */
export interface Production {
  readonly connection: GitHubConnection;
  readonly store: Store;
  readonly channels: readonly AlertChannel[];
  readonly sites: Sites;
  policyOf(org: OrgLogin): Policy;
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
  const { policyOf, routes } = deployedPolicy(env.PATROL_POLICY);
  return {
    connection: connectGitHub({
      apiUrl: env.GITHUB_API_URL,
      credential: await appCredential(env),
      userAgent: 'patrol',
      log: (message) => logger.warn(message),
    }),
    store: createStore(documentClient({}), { table: env.PATROL_TABLE }),
    channels:
      routes.length === 0 ? [] : [openTopic(env.PATROL_SNS_TOPIC_ARN, 'PATROL_SNS_TOPIC_ARN', routes)],
    sites: { github: siteUrl(env.GITHUB_API_URL), rules: RULE_PAGES },
    policyOf,
  };
}

/** The policy beside the code, and the routes in it that lead to the topic: all of them, where it names none. */
function deployedPolicy(file: string): {
  readonly routes: readonly Route[];
  readonly policyOf: Production['policyOf'];
} {
  if (file === '') return { routes: [EVERYTHING], policyOf: () => BUILT_IN_POLICY };
  const policy = readPolicy(readFileSync(new URL(file, import.meta.url)), {
    source: file,
    today: instantOf(new Date()),
    sha256,
    // They were run when the stack was synthesised.
    runExamples: false,
  });
  const { routes = [EVERYTHING] } = policy.file;
  return {
    routes: routes.filter((route) => route === EVERYTHING || route.to.includes('sns')),
    policyOf: (org) => policyFor(policy, org, sha256),
  };
}

async function appCredential(env: Environment): Promise<GitHubCredential> {
  const app = { kind: 'app', appId: env.GITHUB_APP_ID } as const;
  const key = await openAppKey(env.PATROL_APP_KEY);
  if ('createJwt' in key) return { ...app, createJwt: key.createJwt };
  return { ...app, privateKey: readPrivateKey(key.pem.reveal(), `The secret ${env.PATROL_APP_KEY}`) };
}
