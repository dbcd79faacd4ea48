import { inert } from '#core/inert.ts';
import type { OwnerPlan } from '#core/plan/owner-plan.ts';
import type { Step } from '#core/plan/step.ts';
import { explainReading } from './holes.ts';
import { actionOf, type PlanView, permissionsOf, roomOf, sumOf } from './plan-words.ts';
import { counted, dayOrWord } from './words.ts';

/** A checklist for each owner, for an issue, a wiki or a mail. Foreign words stand between backquotes. */
export function planMarkdown(view: PlanView): string {
  const { owners, record, untold } = view;
  const partial = record.sources.filter(
    ({ source, status }) => source === 'sso-credentials' && status !== 'complete',
  );
  const blocks = [
    `# The way off classic tokens of ${record.org}`,
    `By the scan of ${record.id}: ${sumOf(view) ?? 'classic tokens are not visible here, and how many there are is not known.'}`,
    ...partial.map((reading) => `**Not read whole:** ${code(explainReading(reading))}`),
    ...owners.map(ownerBlock),
    ...(untold.length === 0
      ? []
      : [`## Cannot be told from here\n\n${untold.map((each) => `- ${each}`).join('\n')}`]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function ownerBlock(plan: OwnerPlan): string {
  const { owner, steps } = plan;
  const room = roomOf(plan);
  return [
    `## ${owner === null ? 'Nobody is named' : code(owner)}: ${counted(steps.length, 'classic token')}`,
    ...(room === null ? [] : [`**${room}**`]),
    steps.map(stepItem).join('\n'),
  ].join('\n\n');
}

function stepItem(step: Step): string {
  const { because, notes, severity, stays, token, unless, way } = step;
  const name = token.name === null ? '' : `${code(token.name)}, `;
  const facts = `last used: ${dayOrWord(token.lastUsedAt)}, expires: ${dayOrWord(token.expiresAt)}`;
  // The names of scopes that the catalogue does not know are GitHub's.
  const why = way === 'cannot-tell' ? code(because) : because;
  const permissions = permissionsOf(step);
  return [
    `- [ ] **${severity}** ${name}${code(`${token.kind}:${token.id}`)} (${facts}): ${actionOf(step)}. Why: ${why}.`,
    ...(permissions.length === 0 ? [] : [`  - at most: ${permissions.join(', ')}`]),
    ...notes.map((note) => `  - mind: ${note}`),
    ...[...new Set(stays.map(({ advice }) => advice))].map((advice) => `  - ${advice}`),
    ...unless.map(({ advice, subject }) => `  - if it is for ${subject}: ${advice}`),
  ].join('\n');
}

/** A code span, in which nothing is markup, a link or a mention; longer quotes than any in the text hold it together. */
function code(text: string): string {
  const words = inert(text).replaceAll(/\s+/g, ' ').trim();
  const longest = Math.max(0, ...[...words.matchAll(/`+/g)].map(([run]) => run.length));
  const quote = '`'.repeat(longest + 1);
  const space = longest === 0 ? '' : ' ';
  return words === '' ? '(no name)' : `${quote}${space}${words}${space}${quote}`;
}
