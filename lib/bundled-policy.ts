import { readFileSync } from 'node:fs';
import { sha256 } from '#adapters/engine/sha256.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { instantOf } from '#core/instant.ts';
import type { People } from '#core/people.ts';

/**
 * Reads the policy that is deployed with the functions, so that one that is wrong stops the deployment and not a night.
 *
 * @throws {PolicyError} with everything that is wrong in it, with file, line and column.
 */
export function checkPolicy(path: string): { readonly people: People } {
  const { file } = readPolicy(readFileSync(path), {
    source: path,
    today: instantOf(new Date()),
    sha256,
    runExamples: true,
  });
  return { people: file.people ?? [] };
}
