import { Option } from 'commander';
import { publicKeyCheck } from '#adapters/signing/public-key-check.ts';
import type { SignatureCheck } from '#core/history/signatures.ts';
import type { Signer } from '#scan/ports.ts';
import type { Dependencies, Environment } from './dependencies.ts';
import { UsageError } from './usage-error.ts';

/** Who signs what is committed; null: nobody. @throws {UsageError} when the variable names no key. */
export async function openSigner(env: Environment): Promise<Signer | null> {
  const key = env.PATROL_SIGNING_KEY ?? '';
  if (key === '') return null;
  const { kmsSigner } = await import('#adapters/aws/kms-signer.ts');
  return orUsageError('PATROL_SIGNING_KEY', () => kmsSigner(key));
}

export function publicKeyOption(): Option {
  return new Option(
    '--public-key <file...>',
    'check the signatures, too, with this public key (PEM or DER); several, where the key was changed',
  );
}

/** By the keys in these files; null: there are none to check with. @throws {UsageError} naming the file that is no key. */
export async function signatureCheck(
  paths: readonly string[] | undefined,
  deps: Dependencies,
): Promise<SignatureCheck | null> {
  if (paths === undefined) return null;
  const checks: SignatureCheck[] = [];
  for (const path of paths) {
    const content = await deps.readFile(path);
    if (content === null) throw new UsageError(`There is no file ${path}.`);
    checks.push(orUsageError(path, () => publicKeyCheck(content)));
  }
  return (digest, signature) => checks.some((check) => check(digest, signature));
}

function orUsageError<Result>(where: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${where}: ${error.message}`, { cause: error });
    throw error;
  }
}
