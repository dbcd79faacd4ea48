import * as z from 'zod';
import { type Instant, plusDays } from '../instant.ts';
import { LONGEST_WAIVER_DAYS, type Waiver } from '../waiver.ts';
import { judgedRules, type RuleOutline } from './judged-rules.ts';
import { issue, type PolicyIssue, type PolicyPath, pathText } from './policy-issue.ts';
import { type WaiverWords, waiver, waiverWords } from './sections/waivers.ts';

const Waivers = z.object({ waivers: z.array(z.unknown()) });

/** A waiver and where it stands. */
interface Placed<Read> {
  readonly path: PolicyPath;
  readonly waiver: Read;
}

/**
 * What is wrong with waivers beyond their form, and between them. Looks at whatever can be read by itself, so that an
 * error elsewhere, even in the same waiver, hides none of these.
 */
export function waiverIssues(raw: unknown, today: Instant): PolicyIssue[] {
  const section = Waivers.safeParse(raw);
  if (!section.success) return [];
  const { waivers } = section.data;
  const rules = judgedRules(raw);
  return [
    ...placed(waiverWords, waivers).flatMap((each) => [
      ...ruleIssues(each, rules),
      ...approvalIssues(each),
      ...lifeIssues(each, today),
    ]),
    ...contradictions(placed(waiver, waivers)),
  ];
}

function placed<Read>(form: z.ZodType<Read>, waivers: readonly unknown[]): Placed<Read>[] {
  return waivers.flatMap((each, index): Placed<Read>[] => {
    const read = form.safeParse(each);
    return read.success ? [{ path: ['waivers', index], waiver: read.data }] : [];
  });
}

function ruleIssues(
  { path, waiver: { rule: id, match } }: Placed<WaiverWords>,
  rules: readonly RuleOutline[],
): PolicyIssue[] {
  if (id === null) return [];
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) {
    const known = rules.map((each) => each.id);
    return [
      {
        path: [...path, 'rule'],
        at: 'value',
        message: `is "${id}", and there is no such rule.`,
        unknown: { word: id, known },
      },
    ];
  }
  const kind = match.credential?.split(':')[0];
  if (kind === undefined || (rule.kinds as readonly string[]).includes(kind)) return [];
  return [
    issue(
      [...path, 'match', 'credential'],
      `is a ${kind}, and the rule ${id} judges ${rule.kinds.join(', ')} only.`,
    ),
  ];
}

function approvalIssues({ path, waiver: { match, ...words } }: Placed<WaiverWords>): PolicyIssue[] {
  const approvedBy = words['approved-by'];
  if (approvedBy === null) return [];
  const same = (login: string | null) => login?.toLowerCase() === approvedBy.toLowerCase();
  const asked = same(words['requested-by']);
  if (!asked && !same(match.owner)) return [];
  const who = asked ? 'who asked' : 'who owns what is excused';
  return [issue([...path, 'approved-by'], `is ${approvedBy}, ${who}: another person must approve.`)];
}

function lifeIssues({ path, waiver: { until } }: Placed<WaiverWords>, today: Instant): PolicyIssue[] {
  const latest = plusDays(today, LONGEST_WAIVER_DAYS).slice(0, 10);
  const day = until?.slice(0, 10);
  if (day === undefined || day <= latest) return [];
  return [
    issue(
      [...path, 'until'],
      `is ${day}; it must be at most ${LONGEST_WAIVER_DAYS} days ahead, which is ${latest} today.`,
    ),
  ];
}

/** Two that excuse the same leave open which holds. */
function contradictions(whole: readonly Placed<Waiver>[]): PolicyIssue[] {
  const firsts = new Map<string, Placed<Waiver>>();
  return whole.flatMap((each): PolicyIssue[] => {
    const subject = JSON.stringify([each.waiver.rule, each.waiver.match]).toLowerCase();
    const first = firsts.get(subject);
    if (first === undefined) {
      firsts.set(subject, each);
      return [];
    }
    const until = each.waiver.until === first.waiver.until ? '' : ', until another day';
    return [issue(each.path, `excuses the same as ${pathText(first.path)}${until}. Keep one of the two.`)];
  });
}
