import * as z from 'zod';
import type { Instant } from '../instant.ts';
import { baselineIssues } from './baseline-issues.ts';
import { judgedRules, type RuleOutline } from './judged-rules.ts';
import { mapping } from './mapping.ts';
import type { PolicyIssue } from './policy-issue.ts';
import { sectionsFor } from './sections.ts';
import { shapeIssues } from './shape-issues.ts';
import { spelledTwice } from './spelled-twice.ts';
import { tighteningIssues } from './tightening.ts';
import { waiverIssues } from './waiver-issues.ts';

/** The whole of `patrol.yaml`, version 1, where it may speak of these rules. */
export const policyFile = (rules: readonly RuleOutline[]) =>
  mapping({
    version: z.literal(1).describe('The form of this file'),
    ...sectionsFor(rules),
  });

/** A policy file as it was read: everything in it fits together. A section that is not there is undefined. */
export type PolicyFile = z.output<ReturnType<typeof policyFile>>;

/** A policy file, or everything that is wrong with it at once. */
export type PolicyReading =
  | { readonly file: PolicyFile; readonly issues: readonly [] }
  | { readonly file: null; readonly issues: readonly PolicyIssue[] };

/** Reads what a YAML or JSON parser gave. `today`: from when the longest life of a waiver counts. */
export function readPolicyFile(raw: unknown, today: Instant): PolicyReading {
  const parsed = schemaFor(raw).safeParse(raw);
  const issues = [
    ...(parsed.success ? [] : shapeIssues(parsed.error, raw)),
    ...spelledTwice(raw),
    ...tighteningIssues(raw),
    ...waiverIssues(raw, today),
    ...baselineIssues(raw, today),
  ];
  if (parsed.success && issues.length === 0) return { file: parsed.data, issues: [] };
  return { file: null, issues };
}

let latest: { readonly subject: string; readonly schema: ReturnType<typeof policyFile> } | undefined;

/** To build one takes longer than to read most policies by it, and the next one mostly speaks of the same rules. */
function schemaFor(raw: unknown): ReturnType<typeof policyFile> {
  const judged = judgedRules(raw);
  const subject = JSON.stringify(judged.map(({ id, kinds }) => [id, kinds]));
  if (latest?.subject !== subject) latest = { subject, schema: policyFile(judged) };
  return latest.schema;
}
