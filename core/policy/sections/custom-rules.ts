import * as z from 'zod';
import { CREDENTIAL_KINDS, type Credential, type CredentialKind } from '../../credential.ts';
import { SEVERITIES, type Severity } from '../../finding.ts';
import type { Instant } from '../../instant.ts';
import { rules } from '../../rules/registry.ts';
import { EXAMPLE_NIGHT } from '../compliant-credential.ts';
import { exampleCredential, instant } from '../example-credential.ts';
import { mapping } from '../mapping.ts';
import { text } from '../text.ts';

/** A rule that a policy brings along: its words and its condition, not yet compiled. */
export interface CustomRule {
  readonly id: string;
  readonly title: string;
  readonly kinds: readonly CredentialKind[];
  /** A CEL expression; true: the credential fails. */
  readonly when: string;
  readonly severity: Severity;
  /** Texts with CEL expressions between braces. */
  readonly message: string;
  readonly remedy: string;
  readonly examples: readonly CustomRuleExample[];
}

/** A credential and what the rule must say of it. */
export interface CustomRuleExample {
  readonly expect: (typeof EXPECTATIONS)[number];
  readonly credential: Credential;
  /** When it is judged. */
  readonly now: Instant;
}

const EXPECTATIONS = ['fail', 'pass', 'unknown'] as const;

/** Characters of a condition, and of a message or remedy before its placeholders are filled. */
const LONGEST_CONDITION = 2_000;
const LONGEST_WORDS = 1_000;
const MOST_RULES = 100;
const MOST_EXAMPLES = 50;

const id = z
  .string()
  .regex(/^[a-z][a-z\d]*(-[a-z\d]+)*$/, {
    error: 'is no id of a rule: words of small letters and digits, joined by hyphens',
  })
  .max(60)
  .refine((word) => rules.every((rule) => rule.id !== word), {
    error: 'is the id of a rule that Patrol has; choose another',
  })
  .refine(canBeSet, { error: 'cannot name a rule; choose another' });

/** Settings are looked up by id, in objects that have more than their own keys. */
export function canBeSet(word: string): boolean {
  return !(word in Object.prototype);
}

const kinds = z
  .array(z.enum(CREDENTIAL_KINDS))
  .min(1)
  .refine((all) => new Set(all).size === all.length, { error: 'names a kind twice' });

const example: z.ZodType<CustomRuleExample> = mapping({
  expect: z.enum(EXPECTATIONS).describe('What the rule must say of it'),
  credential: exampleCredential.describe(
    'What matters of it; the rest is that of a compliant one of its kind',
  ),
  now: instant.optional().describe(`When it is judged; ${EXAMPLE_NIGHT} if it is left out`),
}).transform(({ credential, expect, now = EXAMPLE_NIGHT }) => ({ credential, expect, now: now as Instant }));

export const customRule: z.ZodType<CustomRule> = mapping({
  id: id.describe('Names the rule in findings, waivers and settings'),
  title: text(200).describe('What holds when it passes, as a sentence without its full stop'),
  kinds: kinds.describe('The kinds of credential it judges'),
  when: text(LONGEST_CONDITION).describe('A CEL expression over credential and now; true: it fails'),
  severity: z.enum(SEVERITIES).describe('How loud a finding of it is'),
  message: text(LONGEST_WORDS).describe('What is wrong; {credential.name} is filled in'),
  remedy: text(LONGEST_WORDS).describe('Who must do what; {credential.owner} is filled in'),
  examples: z
    .array(example)
    .max(MOST_EXAMPLES)
    .optional()
    .describe('Credentials that must fail or pass; `patrol policy check` runs them'),
})
  .transform((written) => ({ ...written, examples: written.examples ?? [] }))
  .superRefine(({ examples, kinds: judged }, context) => {
    for (const [index, { credential }] of examples.entries()) {
      if (judged.includes(credential.kind)) continue;
      const message = `is ${credential.kind}, which the rule does not judge`;
      context.addIssue({ code: 'custom', path: ['examples', index, 'credential', 'kind'], message });
    }
  });

/** The texts of a rule that is wrong elsewhere, so that they are checked with the rest: what cannot be read says nothing. */
export const customRuleTexts: z.ZodType<CustomRule> = z
  .object({
    kinds: kinds.catch([...CREDENTIAL_KINDS]),
    when: text(LONGEST_CONDITION).catch('true'),
    message: text(LONGEST_WORDS).catch('-'),
    remedy: text(LONGEST_WORDS).catch('-'),
  })
  .transform((texts) => ({ ...texts, id: '', title: '', severity: 'low', examples: [] }));

export const customRulesSection: z.ZodType<readonly CustomRule[]> = z
  .array(customRule)
  .max(MOST_RULES)
  .superRefine((all, context) => {
    for (const [index, rule] of all.entries()) {
      if (all.findIndex((other) => other.id === rule.id) === index) continue;
      context.addIssue({
        code: 'custom',
        path: [index, 'id'],
        message: 'is the id of another rule in this file',
      });
    }
  })
  .describe('Rules of your own, in CEL. See docs/custom-rules.md');
