import { createAppAuth } from '@octokit/auth-app';
import type { Simulator } from '#simulator/simulator.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** The address of a link of this relation; undefined when there is none. */
  link(relation: string): string | undefined;
}

/** Calls a simulator with one credential, and takes every answer as it comes. */
export interface Client {
  /** Below the simulator, or a whole address out of a link. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  send(method: string, path: string, body?: unknown): Promise<Reply>;
}

export function client({ url }: Simulator, token: string | null): Client {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  const call = async (path: string, init: RequestInit): Promise<Reply> => {
    const response = await fetch(path.startsWith('http') ? path : `${url}${path}`, init);
    const text = await response.text();
    const { status, headers } = response;
    return { status, headers, body: text === '' ? undefined : parsed(text), link: linkIn(headers) };
  };
  return {
    get: (path, headers) => call(path, { headers: { ...authorization, ...headers } }),
    send: (method, path, body) =>
      call(path, {
        method,
        headers: authorization,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

export async function asApp(simulator: Simulator): Promise<Client> {
  const { id, privateKey } = simulator.app;
  const { token } = await createAppAuth({ appId: id, privateKey })({ type: 'app' });
  return client(simulator, token);
}

export async function installationToken(
  simulator: Simulator,
  login = 'acme',
  body?: unknown,
): Promise<string> {
  const installation = simulator.world.organisation(login).app;
  const app = await asApp(simulator);
  const issued = await app.send('POST', `/app/installations/${installation?.id}/access_tokens`, body);
  return (issued.body as { token: string }).token;
}

/** As the installation of the App in an organisation. */
export async function asInstallation(simulator: Simulator, login = 'acme', body?: unknown): Promise<Client> {
  return client(simulator, await installationToken(simulator, login, body));
}

/** All items of a list, by following its links to the next page from the first. */
export async function everyItem<T>({ get }: Client, path: string): Promise<T[]> {
  const items: T[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const page: Reply = await get(next);
    items.push(...(page.body as T[]));
    next = page.link('next');
  }
  return items;
}

function linkIn(headers: Headers): (relation: string) => string | undefined {
  const links = headers.get('link') ?? '';
  return (relation) => new RegExp(`<([^>]+)>; rel="${relation}"`).exec(links)?.[1];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
