import { readFileSync } from 'node:fs';
import { sha256 } from '#adapters/engine/sha256.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { instantOf } from '#core/instant.ts';
import { OWNER } from '#core/owner-first.ts';
import type { People } from '#core/people.ts';

/** What is deployed of a policy file. */
export interface BundledPolicy {
  /** What the functions that go by the policy are told: the file beside their code. Empty: the built-in policy. */
  readonly name: string;
  readonly beside: Readonly<Record<string, string>>;
  readonly people: People;
  /** Whether owners are looked up in Slack, by who scans. */
  readonly looksUpOwners: boolean;
}

const NAME = 'policy.json';

/**
 * Reads the policy that is deployed with the functions, so that one that is wrong stops the deployment and not a night.
 * They get what was read: a night needs no YAML, and nothing that says what is wrong with one.
 *
 * @throws {PolicyError} with everything that is wrong in it, with file, line and column.
 */
export function bundledPolicy(path: string | null): BundledPolicy {
  if (path === null) return { name: '', beside: {}, people: [], looksUpOwners: false };
  const { file } = readPolicy(readFileSync(path), {
    source: path,
    today: instantOf(new Date()),
    sha256,
    runExamples: true,
  });
  return {
    name: NAME,
    beside: { [NAME]: JSON.stringify(file) },
    people: file.people ?? [],
    looksUpOwners:
      file['owner-lookup'] !== undefined && (file.routes ?? []).some(({ to }) => to.includes(OWNER)),
  };
}
