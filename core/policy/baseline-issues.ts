import * as z from 'zod';
import { type Instant, plusDays } from '../instant.ts';
import { judgedRules } from './judged-rules.ts';
import { issue, type PolicyIssue } from './policy-issue.ts';

const LONGEST_BASELINE_DAYS = 366;

const Sections = z.object({ baseline: z.record(z.string(), z.unknown()) });
const Day = z.object({ until: z.iso.date() });
const Findings = z.object({ findings: z.record(z.string(), z.unknown()) });

/** What is wrong with baselines beyond their form. */
export function baselineIssues(raw: unknown, today: Instant): PolicyIssue[] {
  const read = Sections.safeParse(raw);
  if (!read.success) return [];
  const known = judgedRules(raw).map(({ id }) => id);
  return Object.entries(read.data.baseline).flatMap(([login, section]) => [
    ...lifeIssues(login, section, today),
    ...ruleIssues(login, section, known),
  ]);
}

function lifeIssues(login: string, section: unknown, today: Instant): PolicyIssue[] {
  const read = Day.safeParse(section);
  const latest = plusDays(today, LONGEST_BASELINE_DAYS).slice(0, 10);
  if (!read.success || read.data.until <= latest) return [];
  return [
    issue(
      ['baseline', login, 'until'],
      `is ${read.data.until}; it must be at most ${LONGEST_BASELINE_DAYS} days ahead, which is ${latest} today.`,
    ),
  ];
}

function ruleIssues(login: string, section: unknown, known: readonly string[]): PolicyIssue[] {
  const read = Findings.safeParse(section);
  if (!read.success) return [];
  return Object.keys(read.data.findings)
    .filter((word) => !known.includes(word))
    .map((word) => ({
      path: ['baseline', login, 'findings', word],
      at: 'key' as const,
      message: 'is no rule that there is.',
      unknown: { word, known },
    }));
}
