/** A key did not get into KMS: which one, why, and what to do, for the person who has the key. */
export class KeyImportError extends Error {
  override readonly name = 'KeyImportError';
}
