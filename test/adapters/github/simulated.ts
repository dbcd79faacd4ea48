import { connectGitHub, type GitHubConnection } from '#adapters/github/connect.ts';
import type { GitHubSettings } from '#adapters/github/github-settings.ts';
import { type InventoryItem, keyOf, orgLogin } from '#core/credential.ts';
import type { ListingSource } from '#core/reading.ts';
import { secret } from '#core/secret.ts';
import type { GitHub, Source, SourceStep } from '#scan/ports.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import type { Organisation } from '#simulator/world/organisation.ts';
import { EMPTY, type OrganisationSize } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { tokenSettings } from './settings.ts';

export const ACME = orgLogin('acme');

export interface Simulated {
  readonly simulator: Simulator;
  readonly organisation: Organisation;
  /** As the App, unless a personal access token is named. */
  connect(token?: string, overrides?: Partial<GitHubSettings>): GitHubConnection;
  /** `METHOD path?query` of each request to the API proper since `forget`: without signing in. */
  lines(): string[];
  forget(): void;
}

const running: Simulator[] = [];

/** A simulated organisation `acme` that has nothing but what `size` says. */
export async function simulated(size: Partial<OrganisationSize> = {}): Promise<Simulated> {
  const world = createWorld({
    seed: 'github-adapter',
    lifeRate: 0,
    organisations: [{ login: 'acme', size: { ...EMPTY, ...size } }],
  });
  const simulator = await startSimulator({ world });
  running.push(simulator);
  let from = 0;
  return {
    simulator,
    organisation: world.organisation('acme'),
    connect: (token, overrides = {}) =>
      connectGitHub(
        tokenSettings(simulator.url, {
          credential:
            token === undefined
              ? { kind: 'app', appId: String(simulator.app.id), privateKey: secret(simulator.app.privateKey) }
              : { kind: 'token', token: secret(token) },
          ...overrides,
        }),
      ),
    lines: () =>
      simulator.requests
        .slice(from)
        .filter(({ path }) => !/^\/app\/|\/installation$/.test(path))
        .map(({ method, path, query }) => `${method} ${path}${query.size > 0 ? `?${query}` : ''}`),
    forget() {
      from = simulator.requests.length;
    },
  };
}

export async function closeSimulators(): Promise<void> {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
}

export function sourceOf(github: GitHub, name: ListingSource): Source {
  const source = github.sources.find((one) => one.name === name);
  if (source === undefined) throw new RangeError(`There is no source ${name}.`);
  return source;
}

export interface Drained {
  /** Each once, the later sight of it. */
  readonly items: InventoryItem[];
  readonly pages: number;
  readonly steps: number;
  readonly end: SourceStep['next'];
}

/** Reads a source to its end, or to the first thing that is not `more`. */
export async function drain(
  source: Source,
  options: { budget?: number; lastCount?: number | null; signal?: AbortSignal } = {},
): Promise<Drained> {
  const items = new Map<string, InventoryItem>();
  let cursor: string | null = null;
  let pages = 0;
  for (let steps = 1; ; steps += 1) {
    const step = await source.read(ACME, cursor, {
      requestBudget: options.budget ?? 50,
      lastCount: options.lastCount ?? null,
      signal: options.signal ?? new AbortController().signal,
      progress: () => undefined,
    });
    pages += step.pages;
    for (const item of step.items) items.set(keyOf(item), item);
    if (step.next.kind !== 'more') return { items: [...items.values()], pages, steps, end: step.next };
    cursor = step.next.cursor;
  }
}
