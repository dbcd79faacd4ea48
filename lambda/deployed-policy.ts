import { readFileSync } from 'node:fs';
import { sha256 } from '#adapters/engine/sha256.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import type { OrgLogin } from '#core/credential.ts';
import { instantOf } from '#core/instant.ts';
import type { Routes } from '#core/leading-routes.ts';
import type { People } from '#core/people.ts';
import { BUILT_IN_POLICY, type Policy } from '#core/policy/policy.ts';
import { policyFor } from '#core/policy/policy-for.ts';

export interface DeployedPolicy {
  readonly routes: Routes;
  readonly people: People;
  policyOf(org: OrgLogin): Policy;
}

/** The policy beside the code. @param file its name; empty: the built-in one. */
export function deployedPolicy(file: string): DeployedPolicy {
  if (file === '') return { routes: undefined, people: [], policyOf: () => BUILT_IN_POLICY };
  const policy = readPolicy(readFileSync(new URL(file, import.meta.url)), {
    source: file,
    today: instantOf(new Date()),
    sha256,
    // They were run when the stack was synthesised.
    runExamples: false,
  });
  const { people = [], routes } = policy.file;
  return { routes, people, policyOf: (org) => policyFor(policy, org, sha256) };
}
