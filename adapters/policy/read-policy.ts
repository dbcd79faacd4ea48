import type { Instant } from '#core/instant.ts';
import { brokenCustomRulesIn, customRulesIn } from '#core/policy/judged-rules.ts';
import { readPolicyFile } from '#core/policy/policy-file.ts';
import type { CompiledPolicy } from '#core/policy/policy-for.ts';
import { issue, type PolicyIssue, pathText } from '#core/policy/policy-issue.ts';
import type { CustomRuleExample } from '#core/policy/sections/custom-rules.ts';
import { type Compiled, type CustomRuleFault, compileCustomRule } from './compile-custom-rule.ts';
import { nearestName } from './nearest-name.ts';
import { notText } from './not-text.ts';
import { PolicyError, type PolicyFault } from './policy-error.ts';
import { runExamples } from './run-examples.ts';
import { type YamlDocument, yamlDocument } from './yaml-document.ts';

/** In bytes; a baseline of 4,000 findings has about 150,000. */
export const LARGEST_POLICY = 4 * 1024 * 1024;

export interface ReadPolicyOptions {
  /** The name of the file, for the error. */
  readonly source: string;
  /** The day on which it is read. */
  readonly today: Instant;
  readonly sha256: (text: string) => string;
  /** Whether the examples of custom rules must come out as they say: of a night they are not run. */
  readonly runExamples: boolean;
}

/**
 * Reads the bytes of a policy file, and compiles the rules it brings along.
 *
 * @throws {PolicyError} with everything that is wrong in it, and where.
 */
export function readPolicy(
  bytes: Uint8Array,
  { source, today, sha256, runExamples: run }: ReadPolicyOptions,
): CompiledPolicy {
  if (bytes.length > LARGEST_POLICY) {
    throw fault(source, `The file is longer than ${LARGEST_POLICY / 1024 / 1024} MiB, which no policy is.`);
  }
  const unreadable = notText(bytes);
  if (unreadable !== null) throw new PolicyError(source, [unreadable]);
  const document = yamlDocument(new TextDecoder().decode(bytes));
  if (document.faults.length > 0) throw new PolicyError(source, document.faults);
  if (document.data === null) {
    throw fault(source, 'The file is empty. The smallest policy is one line: version: 1');
  }
  const { file, issues } = readPolicyFile(document.data, today);
  const compiled = customRulesIn(document.data).map(({ index, rule }) => ({
    index,
    examples: run ? rule.examples : [],
    ...compileCustomRule(rule, sha256),
  }));
  const broken = brokenCustomRulesIn(document.data).map(({ index, rule }) => ({
    index,
    examples: [],
    ...compileCustomRule(rule, sha256),
  }));
  const faults = [
    ...issues.map((each) => faultOf(each, document)),
    ...[...compiled, ...broken].flatMap((each) => faultsOfRule(each, document)),
  ];
  if (file === null || faults.length > 0) throw new PolicyError(source, faults.sort(byPlace));
  return { file, customRules: compiled.flatMap(({ rule }) => rule ?? []) };
}

function faultsOfRule(
  { index, examples, ...compiled }: Compiled & { index: number; examples: readonly CustomRuleExample[] },
  document: YamlDocument,
): PolicyFault[] {
  if (compiled.rule === null) return compiled.faults.map((each) => celFault(each, index, document));
  return runExamples(examples, compiled.verdictOn).map((each) =>
    faultOf(issue(['custom-rules', index, 'examples', each.index, 'expect'], each.message), document),
  );
}

function celFault(
  { key, message, offset }: CustomRuleFault,
  index: number,
  document: YamlDocument,
): PolicyFault {
  const path = ['custom-rules', index, key];
  return { ...document.placeWithin(path, offset), message: `${pathText(path)} ${message}` };
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
