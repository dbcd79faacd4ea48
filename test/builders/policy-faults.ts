import { sha256 } from '#adapters/engine/sha256.ts';
import { PolicyError } from '#adapters/policy/policy-error.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { NIGHT } from './items.ts';

/** The lines below the headline of the error that a policy makes, read on the builders' night; none: it is right. */
export function faultsOf(text: string | Uint8Array): string[] {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  try {
    readPolicy(bytes, { source: 'patrol.yaml', today: NIGHT, sha256, runExamples: true });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}
