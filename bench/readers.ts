import { createAppAuth } from '@octokit/auth-app';
import type { ServedWorld } from './served-world.ts';

/** What reading the same bytes takes a program that does nothing else with them. */
export interface Reader {
  readonly requests: number;
  readonly bytes: number;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** CPU of JSON.parse alone over all bodies. */
  readonly parseSeconds: number;
}

interface Listed {
  readonly id: number;
  readonly repository_selection: string;
}

/**
 * Reads the pages of fine-grained tokens and the repositories of each `subset` one, so many requests at a time. The
 * floor reads ten at a time; the naive reader one after the other, as a script would.
 */
export async function readPlainly(world: ServedWorld, width: number): Promise<Reader> {
  const authorization = await installationToken(world);
  const total = { requests: 0, bytes: 0, parse: 0 };
  const started = performance.now();
  const cpu = process.cpuUsage();
  const get = async (path: string): Promise<{ items: Listed[]; last: number }> => {
    const response = await fetch(`${world.url}${path}`, {
      headers: { authorization, 'user-agent': 'bench' },
    });
    const text = await response.text();
    total.requests += 1;
    total.bytes += text.length;
    const before = performance.now();
    const items = JSON.parse(text) as Listed[];
    total.parse += performance.now() - before;
    const last = Number(
      /[?&]page=(\d+)[^>]*>; rel="last"/.exec(response.headers.get('link') ?? '')?.[1] ?? 1,
    );
    return { items, last };
  };
  const list = '/orgs/acme/personal-access-tokens?per_page=100&direction=asc';
  const first = await get(`${list}&page=1`);
  const pages = Array.from({ length: first.last - 1 }, (_, index) => `${list}&page=${index + 2}`);
  const tokens = [...first.items];
  await atOnce(pages, width, async (path) => {
    tokens.push(...(await get(path)).items);
  });
  const subset = tokens.filter((token) => token.repository_selection === 'subset');
  await atOnce(subset, width, async ({ id }) => {
    const path = `/orgs/acme/personal-access-tokens/${id}/repositories?per_page=100`;
    const { last } = await get(path);
    for (let page = 2; page <= last; page += 1) await get(`${path}&page=${page}`);
  });
  const used = process.cpuUsage(cpu);
  return {
    requests: total.requests,
    bytes: total.bytes,
    wallSeconds: (performance.now() - started) / 1_000,
    cpuSeconds: (used.user + used.system) / 1e6,
    parseSeconds: total.parse / 1_000,
  };
}

async function installationToken(world: ServedWorld): Promise<string> {
  const auth = createAppAuth({ appId: world.appId, privateKey: world.privateKey });
  const { token: jwt } = await auth({ type: 'app' });
  const headers = { authorization: `bearer ${jwt}`, 'user-agent': 'bench' };
  const found = await fetch(`${world.url}/orgs/acme/installation`, { headers });
  const { id } = (await found.json()) as { id: number };
  const made = await fetch(`${world.url}/app/installations/${id}/access_tokens`, { method: 'POST', headers });
  return `token ${((await made.json()) as { token: string }).token}`;
}

async function atOnce<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
