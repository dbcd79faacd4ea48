import type { Readable } from 'node:stream';
import type { GitHubConnection } from '#adapters/github/connect.ts';
import type { OrgLogin } from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { Unpack } from '#scan/history/check-exported-scan.ts';
import type { LookUpInput } from '#scan/look-up-owners.ts';
import type { AlertChannel, GitHub, ProgressListener, Sha256, Signer } from '#scan/ports.ts';
import type { ScanResult } from '#scan/scan-result.ts';
import type { Store } from '#scan/store-port.ts';
import type { TellInput } from '#scan/tell-channels.ts';
import type { Told } from '#scan/tell-each.ts';
import type { FailureInput } from '#scan/tell-failure.ts';
import type { ToldByPolicy } from './told-by-policy.ts';

/** What a process was told in its environment; the named ones are read here, the others by the adapters. */
export interface Environment extends Readonly<Record<string, string | undefined>> {
  readonly COLUMNS?: string | undefined;
  readonly PATROL_DEBUG?: string | undefined;
  readonly PATROL_POLICY?: string | undefined;
  readonly PATROL_SIGNING_KEY?: string | undefined;
  readonly PATROL_STORE?: string | undefined;
  readonly PATROL_RULE_PAGES?: string | undefined;
  readonly PATROL_SNS_TOPIC_ARN?: string | undefined;
  readonly SLACK_API_URL?: string | undefined;
  readonly SLACK_BOT_TOKEN?: string | undefined;
  readonly SLACK_CHANNEL?: string | undefined;
  readonly SLACK_WEBHOOK_URL?: string | undefined;
}

/** A terminal, a file or a pipe. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** What signing in as a GitHub App takes. `privateKey` is the PEM itself. */
interface AppCredential {
  readonly apiUrl: string;
  readonly appId: string;
  readonly privateKey: string;
  /** Infinity: as fast as it goes. */
  readonly requestsPerSecond: number;
}

/** One thing `doctor` looked at. `todo` says what to do where it is not well. */
export interface Check {
  readonly name: string;
  readonly verdict: 'ok' | 'note' | 'warning' | 'problem';
  readonly detail: string;
  readonly todo: string | null;
}

/** What a run of one scan needs besides what the rest of the process has already. */
interface ScanRun {
  readonly org: OrgLogin;
  readonly scan: Instant;
  readonly policy: Policy;
  readonly github: GitHub;
  readonly store: Store;
  readonly progress: ProgressListener;
  /** Who is to be told besides the terminal. */
  readonly channels: readonly AlertChannel[];
  /** Null: what is committed is not signed. */
  readonly signer: Signer | null;
}

/** Everything the commands use of the world, so that they can be run without one. */
export interface Dependencies {
  readonly version: string;
  readonly nodeVersion: string;
  readonly env: Environment;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Asks GitHub nothing yet. @throws {SettingsError} when the environment does not say how to sign in. */
  readonly connect: () => Promise<GitHubConnection>;
  /** As an App that somebody names, whatever the environment says. */
  readonly connectApp: (app: AppCredential) => Promise<GitHubConnection>;
  /**
   * `read` makes no new store: a typing error is not an empty memory.
   *
   * @throws {StoreBusyError} when another process has it.
   * @throws {UsageError} when it is no place for a store, or there is none to read.
   */
  readonly openStore: (place: string, purpose: 'read' | 'write') => Promise<Store>;
  /**
   * Null: there is no such file. What is longer than a policy may be is cut off one byte later.
   *
   * @throws {UsageError} when it is there and cannot be read.
   */
  readonly readFile: (path: string) => Promise<Uint8Array | null>;
  /** For files of any size. @throws {UsageError} when it is not there, or cannot be read. */
  readonly openFile: (path: string) => Promise<Readable>;
  readonly sha256: Sha256;
  /** Unpacks a stored piece of a snapshot, if it is what has the digest. */
  readonly unpack: Unpack;
  readonly runScan: (run: ScanRun) => Promise<ScanResult>;
  /** Where alerts go besides the terminal. @throws {UsageError} naming the variable that is wrong. */
  readonly openChannels: (policy: ToldByPolicy) => Promise<readonly AlertChannel[]>;
  /** Who signs what is committed; null: nobody. @throws {UsageError} naming the variable that is wrong. */
  readonly openSigner: () => Promise<Signer | null>;
  /** Finds the Slack users of owners that are about to be told, where the policy says so; gives in words who was not found. */
  readonly lookUpOwners: (
    run: Pick<LookUpInput, 'record' | 'store' | 'habits'> & { readonly connection: GitHubConnection },
  ) => Promise<string | null>;
  readonly tellChannels: (run: Pick<TellInput, 'record' | 'store' | 'channels'>) => Promise<readonly Told[]>;
  /** Of a scan that was not made. */
  readonly tellFailure: (
    failure: Pick<FailureInput, 'org' | 'scan' | 'why' | 'store' | 'channels'>,
  ) => Promise<readonly Told[]>;
}
