import { Option } from 'commander';
import { sha256 } from '#adapters/engine/sha256.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import type { OrgLogin } from '#core/credential.ts';
import { instantOf } from '#core/instant.ts';
import { BUILT_IN_POLICY, type Policy } from '#core/policy/policy.ts';
import type { PolicyFile } from '#core/policy/policy-file.ts';
import { policyFor } from '#core/policy/policy-for.ts';
import type { Dependencies } from './dependencies.ts';
import { UsageError } from './usage-error.ts';

/** What is used without being named, where it is there. */
const DEFAULT_POLICY = './patrol.yaml';

/** The policy of one run. */
export interface PolicyInForce {
  /** The path of the file; null: there is none, and every rule has its defaults. */
  readonly source: string | null;
  readonly file: PolicyFile;
  of(org: OrgLogin): Policy;
}

export function policyOption(): Option {
  return new Option(
    '--policy <file>',
    `the policy to judge by (default: PATROL_POLICY, or ${DEFAULT_POLICY} if it is there)`,
  );
}

/**
 * The policy that was asked for: by name, by PATROL_POLICY, or `./patrol.yaml`. Named but not there is an error; the
 * default may be absent.
 *
 * @throws {PolicyError} with everything that is wrong in it.
 * @throws {UsageError} when it cannot be read.
 */
export async function policyInForce(
  asked: string | undefined,
  deps: Dependencies,
  { runExamples }: { readonly runExamples: boolean } = { runExamples: false },
): Promise<PolicyInForce> {
  const named = asked ?? (deps.env.PATROL_POLICY === '' ? undefined : deps.env.PATROL_POLICY);
  if (named === '')
    throw new UsageError('The name of the policy is empty: is the variable set that it comes from?');
  const source = named ?? DEFAULT_POLICY;
  const bytes = await deps.readFile(source);
  if (bytes !== null) {
    const policy = readPolicy(bytes, { source, today: instantOf(deps.now()), sha256, runExamples });
    return { source, file: policy.file, of: (org) => policyFor(policy, org, sha256) };
  }
  if (named === undefined) return { source: null, file: { version: 1 }, of: () => BUILT_IN_POLICY };
  throw new UsageError(
    `There is no policy at ${source}${asked === undefined ? ', which PATROL_POLICY names' : ''}. To judge without one, leave it out.`,
  );
}
