import { generateKeyPairSync, type KeyObject, type KeyPairKeyObjectResult } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Faults, plantFaults } from './faults.ts';
import { answering } from './http/answering.ts';
import { installationTokens } from './http/installation-tokens.ts';
import { type PersonalTokens, personalTokens } from './http/personal-tokens.ts';
import { rateLimits } from './http/rate-limits.ts';
import { receive } from './http/receive.ts';
import { send } from './http/send.ts';
import { defaultSettings, type Settings } from './http/settings.ts';
import type { World } from './world.ts';

/** One request that came in. */
interface LoggedRequest {
  /** Counted from 1. */
  readonly number: number;
  readonly method: string;
  /** With logins and names, whatever form was asked: `/orgs/acme/members`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What went out; null until then, and for good when the connection was cut instead. */
  status: number | null;
  /** What was answered, when `settings.recordBodies` is on; before it was cut, if it was. */
  body?: unknown;
}

type RequestListener = (
  request: Pick<LoggedRequest, 'method' | 'number' | 'path' | 'query'>,
) => unknown | Promise<unknown>;

/** A GitHub that answers on the loopback interface, for one world. */
export interface Simulator {
  /** For `GITHUB_API_URL`; GraphQL is at `/graphql` below it. */
  readonly url: string;
  /** What an App needs to sign in with. The key is a PKCS#8 PEM, new in each process. */
  readonly app: {
    readonly id: number;
    readonly slug: string;
    readonly clientId: string;
    readonly privateKey: string;
  };
  readonly world: World;
  readonly faults: Faults;
  /** All requests so far, in the order they came. */
  readonly requests: LoggedRequest[];
  /** Personal access tokens to call with: they see less. */
  readonly personalTokens: PersonalTokens;
  /** May be changed at any time. */
  readonly settings: Settings;
  /** The listener is awaited before the request is answered: a test may change the world between two pages. */
  onRequest(listener: RequestListener): () => void;
  close(): Promise<void>;
}

interface Start {
  readonly world: World;
  /** Left out: any that is free. */
  readonly port?: number;
  readonly settings?: Partial<Settings>;
  /** That the App is registered with. Left out: that of `app.privateKey`. */
  readonly appPublicKey?: KeyObject;
}

let keys: KeyPairKeyObjectResult | undefined;

/** Made once: a key takes longer than everything else about a start. */
function appKeys(): KeyPairKeyObjectResult {
  keys ??= generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return keys;
}

export async function startSimulator({
  world,
  port = 0,
  settings: wanted,
  appPublicKey,
}: Start): Promise<Simulator> {
  const settings = { ...defaultSettings(), ...wanted };
  const { publicKey, privateKey } = appKeys();
  const faults = plantFaults();
  const requests: LoggedRequest[] = [];
  const listeners = new Set<RequestListener>();
  const people = personalTokens();
  let number = 0;

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  // A client may keep a connection for as long as it thinks about a page.
  server.keepAliveTimeout = 60_000;
  const url = await listen();
  const answer = answering({
    site: { url, world, settings, limits: rateLimits(settings), installationTokens: installationTokens() },
    publicKey: appPublicKey ?? publicKey,
    personalTokens: people,
    faults,
  });

  async function listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    number += 1;
    const asked = await receive(request, world, number);
    const { method, path, query } = asked;
    const logged: LoggedRequest = { number: asked.number, method, path, query, status: null };
    requests.push(logged);
    for (const listener of listeners) await listener({ number: asked.number, method, path, query });
    const { rendered, body } = await answer(asked);
    if (settings.recordBodies) logged.body = body;
    logged.status = send(response, rendered);
  }

  return {
    url,
    app: { ...world.app, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
    world,
    faults,
    requests,
    personalTokens: people,
    settings,
    onRequest(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
