import * as z from 'zod';
import type { OrgLogin } from '#core/credential.ts';
import { type Instant, parseInstant } from '#core/instant.ts';
import { LISTING_SOURCES } from '#core/reading.ts';
import type { Access } from './access.ts';
import type { Answer } from './client.ts';
import { parseFields } from './field-error.ts';
import { findAccess, parsed, required } from './find-access.ts';
import type { GitHubSettings } from './github-settings.ts';
import { ownApp } from './installation.ts';
import type { Asking } from './list-source.ts';
import { probe, type SourceSight } from './probe.ts';
import type { Wire } from './wire.ts';

/** Who the credential makes us. */
export type Identity =
  | {
      readonly kind: 'app';
      readonly slug: string;
      readonly appId: number;
      readonly installationId: number;
      /** Permission → level, as granted on this organisation. */
      readonly permissions: Readonly<Record<string, string>>;
      readonly repositorySelection: string;
    }
  | {
      readonly kind: 'token';
      readonly login: string;
      /** As GitHub lists them; null: a fine-grained token has none. */
      readonly scopes: readonly string[] | null;
      /** Null: it does not expire, or GitHub does not say. */
      readonly expiresAt: Instant | null;
    };

/** For `patrol doctor`: what works, what does not, and what to do about it. */
export interface Examination {
  readonly identity: Identity;
  /** GitHub's clock less ours, in seconds; null: its answers have no date. */
  readonly clockSkewSeconds: number | null;
  readonly sources: readonly SourceSight[];
}

/** @throws {ConnectionError} when nothing at all can be read. */
export async function examine(
  ways: Wire,
  settings: GitHubSettings,
  org: OrgLogin,
  signal: AbortSignal,
): Promise<Examination> {
  const asking = await findAccess(ways, settings, org, signal);
  const now = settings.now ?? (() => new Date());
  const asked = now();
  const { identity, answer } =
    asking.access.kind === 'app'
      ? await asApp(ways, settings, asking.access, signal)
      : await asToken(settings, asking, signal);
  const sources = [];
  for (const source of LISTING_SOURCES) sources.push(await probe(asking, source, org, signal));
  return { identity, clockSkewSeconds: skew(answer.headers.date, asked, now()), sources };
}

interface Known {
  readonly identity: Identity;
  readonly answer: Answer;
}

async function asApp(
  ways: Wire,
  settings: GitHubSettings,
  { installationId, permissions, repositorySelection }: Extract<Access, { kind: 'app' }>,
  signal: AbortSignal,
): Promise<Known> {
  const answer = required(await ways.asApp().get({ path: '/app', signal }), settings);
  const { id: appId, slug } = parsed(() => ownApp(answer.data));
  return { identity: { kind: 'app', slug, appId, installationId, permissions, repositorySelection }, answer };
}

const User = z.object({ login: z.string() });

async function asToken(settings: GitHubSettings, { client }: Asking, signal: AbortSignal): Promise<Known> {
  const answer = required(await client.get({ path: '/user', signal }), settings);
  const { login } = parsed(() => parseFields(User, answer.data));
  const scopes = answer.headers['x-oauth-scopes'];
  return {
    identity: {
      kind: 'token',
      login,
      scopes: scopes === undefined ? null : scopes.split(/,\s*/).filter((scope) => scope !== ''),
      expiresAt: expiry(answer.headers['github-authentication-token-expiration']),
    },
    answer,
  };
}

/** GitHub writes it as `2026-12-31 09:00:00 UTC` or with an offset. */
function expiry(header: string | undefined): Instant | null {
  try {
    return header === undefined ? null : parseInstant(header);
  } catch {
    return null;
  }
}

/** The header has whole seconds and was written while we waited: what that explains is no skew. */
function skew(date: string | undefined, asked: Date, answered: Date): number | null {
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return null;
  if (theirs + 1_000 >= asked.getTime() && theirs <= answered.getTime()) return 0;
  return Math.round((theirs - answered.getTime()) / 1_000);
}
