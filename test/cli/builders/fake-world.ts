import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { unpackItems } from '#adapters/dynamodb/pack.ts';
import { sha256 } from '#adapters/engine/sha256.ts';
import type { GitHubConnection } from '#adapters/github/connect.ts';
import type { Examination } from '#adapters/github/examine.ts';
import type { Dependencies } from '#cli/dependencies.ts';
import { main } from '#cli/main.ts';
import { type OrgLogin, orgLogin } from '#core/credential.ts';
import { LISTING_SOURCES } from '#core/reading.ts';
import { TERMINAL } from '#core/terminal.ts';
import { runScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { scanInput } from '#test/builders/scan-input.ts';
import { type Night, scriptedGitHub } from '#test/builders/scripted-github.ts';

/** What GitHub shows tonight, organisation by organisation; an Error is what connecting there throws. */
export type Organisations = Readonly<Record<string, Night | Error>>;

export interface Run {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line against a scripted GitHub and a store that outlives the run. */
export async function patrol(
  words: readonly string[],
  world: { readonly store: () => Store; readonly github?: Organisations } & Partial<Dependencies>,
): Promise<Run> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const collected = Promise.all([text(stdout), text(stderr)]);
  const exit = await main(words, { ...dependencies(world), stdout, stderr, ...outputsOf(world) });
  stdout.end();
  stderr.end();
  const [out, err] = await collected;
  return { exit, stdout: out, stderr: err };
}

function outputsOf({ stdout, stderr }: Partial<Dependencies>): Partial<Dependencies> {
  return { ...(stdout === undefined ? {} : { stdout }), ...(stderr === undefined ? {} : { stderr }) };
}

function dependencies({
  store,
  github = { acme: {} },
  ...overrides
}: { readonly store: () => Store; readonly github?: Organisations } & Partial<Dependencies>): Omit<
  Dependencies,
  'stdout' | 'stderr'
> {
  const signal = overrides.signal ?? new AbortController().signal;
  return {
    version: '0.1.0',
    nodeVersion: 'v24.21.0',
    env: {},
    now: () => new Date('2026-11-22T02:00:00Z'),
    sleep: async () => undefined,
    signal,
    connect: async () => connection(github),
    connectApp: async () => connection(github),
    openStore: async () => store(),
    readFile: async () => null,
    openFile: async () => Readable.from([]),
    sha256,
    unpack: unpackItems,
    runScan: (run) => runScan(scanInput({ ...run, channels: [TERMINAL, ...run.channels], signal })),
    openChannels: async () => [],
    openSigner: async () => null,
    lookUpOwners: async () => null,
    tellChannels: async () => [],
    tellFailure: async () => [],
    ...overrides,
  };
}

function connection(github: Organisations): GitHubConnection {
  const logins = Object.keys(github).map(orgLogin);
  const isSuspended = (org: OrgLogin): boolean =>
    github[org] instanceof Error && github[org].message.includes('suspended');
  return {
    access: notAsked,
    as: notAsked,
    identities: notAsked,
    organisation: async (org) => scriptedGitHub(nightOf(github, org)),
    installedOrganisations: async () => ({
      organisations: logins.filter((org) => !isSuspended(org)),
      suspended: logins.filter(isSuspended),
    }),
    examine: async (org) => {
      nightOf(github, org);
      return examination();
    },
  };
}

/** The command line signs in and scans in one process. */
function notAsked(): never {
  throw new Error('The command line does not ask for this.');
}

/** An App that may read everything. */
export function examination(overrides: Partial<Examination> = {}): Examination {
  return {
    identity: {
      kind: 'app',
      slug: 'patrol',
      appId: 123_456,
      installationId: 42,
      permissions: {},
      repositorySelection: 'all',
    },
    clockSkewSeconds: 0,
    sources: LISTING_SOURCES.map((source) => ({
      source,
      sight: 'visible',
      reason: null,
      missingPermission: null,
      lost: null,
    })),
    ...overrides,
  };
}

function nightOf(github: Organisations, org: OrgLogin): Night {
  const night = github[org];
  if (night === undefined) throw named('ConnectionError', `The App is not installed in ${org}.`);
  if (night instanceof Error) throw night;
  return night;
}

/** An error as a layer further down would throw it. */
export function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

export function throwing(error: Error): () => never {
  return () => {
    throw error;
  };
}
