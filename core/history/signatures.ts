import type { ScanId, ScanRecord } from '#core/scan-record.ts';
import type { Misfit } from './misfits.ts';

/** Whether a signature is of this digest, by one of the keys that somebody trusts. */
export type SignatureCheck = (digest: string, signature: string) => boolean;

/** What is known of the signatures of a chain, while it is read from its oldest scan on. */
export interface Signatures {
  /** Null: there is no public key to check with. */
  readonly check: SignatureCheck | null;
  /** The first scan that is signed; null: none is. */
  since: ScanId | null;
  /** Signed scans. */
  count: number;
}

export function noSignatures(check: SignatureCheck | null): Signatures {
  return { check, since: null, count: 0 };
}

/**
 * Notes the signature of one scan, and says whether it fits. The scans before signing began need none: the digest
 * of the first signed one covers theirs. One that lacks it later was made by somebody who had no key.
 */
export function signatureMisfit(signatures: Signatures, record: ScanRecord): Misfit | null {
  const { check, since } = signatures;
  const { digest, id, signature } = record;
  if (signature === undefined) {
    if (check === null || since === null) return null;
    return misfit(id, `it is not signed, and scans before it are, since ${since}`);
  }
  signatures.since ??= id;
  signatures.count += 1;
  if (check === null || check(digest, signature.value)) return null;
  return misfit(id, `its signature, said to be by ${signature.key}, does not fit the public key`);
}

/** A chain without any signature proves nothing to somebody who has a key: whoever rewrote it left them out. */
export function unsignedMisfit({ check, since }: Signatures, last: ScanRecord): Misfit | null {
  if (check === null || since !== null) return null;
  return misfit(last.id, 'neither it nor any scan before it is signed');
}

function misfit(scan: ScanId, words: string): Misfit {
  return { scan, part: 'signature', words };
}
