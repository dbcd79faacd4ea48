import { isCelError } from '@bufbuild/cel';
import type { Credential, CredentialKind } from '#core/credential.ts';
import type { Verdict } from '#core/finding.ts';
import type { Instant } from '#core/instant.ts';
import { COMPLIANT, EXAMPLE_NIGHT } from '#core/policy/compliant-credential.ts';
import type { CustomRule } from '#core/policy/sections/custom-rules.ts';
import { defineRule, PASS, type Rule } from '#core/rules/rule.ts';
import { CelFault } from './cel/cel-fault.ts';
import { BOOL } from './cel/cel-types.ts';
import { type CelProgram, compileCel, TOO_MANY_STEPS } from './cel/compile.ts';
import { compileTemplate } from './cel/template.ts';
import { missingWords } from './missing-words.ts';

const KEYS = ['when', 'message', 'remedy'] as const;

/** What is wrong in one of a rule's texts; `offset` as in `CelFault`. */
export interface CustomRuleFault {
  readonly key: (typeof KEYS)[number];
  readonly offset: number;
  readonly message: string;
}

export type Compiled =
  | { readonly rule: Rule; readonly verdictOn: VerdictOn; readonly faults: readonly [] }
  | { readonly rule: null; readonly faults: readonly CustomRuleFault[] };

export type VerdictOn = (credential: Credential, now: Instant) => Verdict;

/**
 * A custom rule that judges. Its version comes from its condition: another condition is another version, however the
 * text is laid out, and other words are not.
 */
export function compileCustomRule(custom: CustomRule, sha256: (text: string) => string): Compiled {
  const { id, kinds, severity, title } = custom;
  const faults: CustomRuleFault[] = [];
  const attempt = <Result>(key: CustomRuleFault['key'], compile: (text: string) => Result): Result | null => {
    try {
      return compile(custom[key]);
    } catch (error) {
      if (!(error instanceof CelFault)) throw error;
      faults.push({ key, offset: error.offset, message: error.message });
      return null;
    }
  };
  const when = attempt('when', (text) => conditionOf(text, kinds));
  const message = attempt('message', (text) => compileTemplate(text, kinds));
  const remedy = attempt('remedy', (text) => compileTemplate(text, kinds));
  if (when === null || message === null || remedy === null) return { rule: null, faults };
  const verdictOn: VerdictOn = (credential, now) => {
    const fails = when.run(credential, now);
    if (fails === false) return PASS;
    if (fails !== true)
      return { outcome: 'unknown', missing: isCelError(fails) ? missingWords(fails.message) : 'an answer' };
    return {
      outcome: 'fail',
      severity,
      tier: null,
      message: message(credential, now),
      remedy: remedy(credential, now),
    };
  };
  const rule = defineRule({
    id,
    title,
    version: versionOf(when.normal, sha256),
    kinds,
    options: {},
    resolvedBy: 'mended',
    check: (credential, { now }) => verdictOn(credential, now),
  });
  return { rule, verdictOn, faults: [] };
}

/** One that runs out of steps for a credential that lists next to nothing would never tell of any. */
function conditionOf(text: string, kinds: readonly CredentialKind[]): CelProgram {
  const program = compileCel(text, { kinds, wanted: [BOOL], mayUseNow: true });
  const endless = kinds.find((kind) => program.run(COMPLIANT[kind], EXAMPLE_NIGHT) === TOO_MANY_STEPS);
  if (endless === undefined) return program;
  throw new CelFault(
    `takes more steps than a rule may, for the plainest ${endless} already: let it loop over fewer things.`,
    { offset: 0 },
  );
}

/** 48 bits, which a number holds exactly. */
const VERSION_DIGITS = 12;

function versionOf(condition: string, sha256: (text: string) => string): number {
  return Number.parseInt(sha256(condition).slice(0, VERSION_DIGITS), 16);
}
