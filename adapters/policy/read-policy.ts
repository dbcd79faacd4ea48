import type { Instant } from '#core/instant.ts';
import { type PolicyFile, readPolicyFile } from '#core/policy/policy-file.ts';
import { type PolicyIssue, pathText } from '#core/policy/policy-issue.ts';
import { nearestName } from './nearest-name.ts';
import { PolicyError, type PolicyFault } from './policy-error.ts';
import { type YamlDocument, yamlDocument } from './yaml-document.ts';

/** In bytes; a baseline of 4,000 findings has about 150,000. */
export const LARGEST_POLICY = 4 * 1024 * 1024;

/**
 * Reads the bytes of a policy file. `source` is its name, for the error; `today` the day on which it is read.
 *
 * @throws {PolicyError} with everything that is wrong in it, and where.
 */
export function readPolicy(
  bytes: Uint8Array,
  { source, today }: { readonly source: string; readonly today: Instant },
): PolicyFile {
  if (bytes.length > LARGEST_POLICY) {
    throw fault(source, `The file is longer than ${LARGEST_POLICY / 1024 / 1024} MiB, which no policy is.`);
  }
  const document = yamlDocument(textOf(bytes, source));
  if (document.faults.length > 0) throw new PolicyError(source, document.faults);
  if (document.data === null) {
    throw fault(source, 'The file is empty. The smallest policy is one line: version: 1');
  }
  const { file, issues } = readPolicyFile(document.data, today);
  if (file === null)
    throw new PolicyError(source, issues.map((each) => faultOf(each, document)).sort(byPlace));
  return file;
}

function textOf(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw Object.assign(fault(source, 'The file is not UTF-8 text. Save it as UTF-8.'), { cause: error });
  }
}

function fault(source: string, message: string): PolicyError {
  return new PolicyError(source, [{ line: 1, column: 1, message }]);
}

function faultOf({ path, at, message, unknown }: PolicyIssue, document: YamlDocument): PolicyFault {
  const nearest = unknown === null ? null : nearestName(unknown.word, unknown.known);
  const meant = nearest === null ? '' : ` Did you mean ${nearest}?`;
  return { ...document.place(path, at), message: `${pathText(path)} ${message}${meant}` };
}

function byPlace(one: PolicyFault, other: PolicyFault): number {
  return one.line - other.line || one.column - other.column;
}
