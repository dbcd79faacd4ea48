import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { UsageError } from './usage-error.ts';

/** What was named where a file belongs, by the system's code; any other is said in the system's words. */
const REASONS: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder. Name the file in it',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  ELOOP: 'it is a link that leads back to itself',
  ENAMETOOLONG: 'the name is too long for a file',
  ENOENT: 'it is not there',
  ENOTDIR: 'it is not there',
};

/**
 * The first bytes of a file, one more than `most` of them if it is longer: `--policy /dev/zero` ends. Null: it is not
 * there.
 *
 * @throws {UsageError} when it is there and cannot be read.
 */
export async function bytesOf(path: string, most: number): Promise<Uint8Array | null> {
  try {
    return await buffer(createReadStream(path, { end: most }));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
    throw unreadable(path, error);
  }
}

/** @throws {UsageError} when it is not there, or cannot be read. */
export async function streamOf(path: string): Promise<Readable> {
  try {
    const file = await open(path);
    if ((await file.stat()).isDirectory()) {
      await file.close();
      throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
    }
    return file.createReadStream();
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): UsageError {
  const { message } = error as NodeJS.ErrnoException;
  return new UsageError(`${path} cannot be read: ${REASONS[codeOf(error)] ?? message}.`, { cause: error });
}

/** Nothing else than errors of the system comes here. */
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';
