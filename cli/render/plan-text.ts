import { inert } from '#core/inert.ts';
import type { Step } from '#core/plan/step.ts';
import { holesList } from './holes.ts';
import { actionOf, type PlanView, permissionsOf, roomOf, sumOf } from './plan-words.ts';
import type { TextOptions } from './scan-text.ts';
import { dayOrWord, grouped, listed } from './words.ts';
import { wrap } from './wrap.ts';

/** Permissions named of a step; all of them are in the other formats. */
const NAMED = 6;

/** The whole plan, a paragraph a token. */
export function planText(view: PlanView, options: TextOptions): string {
  const { paint, width } = options;
  const { owner, owners, record, steps, untold } = view;
  const whose = owner === null ? '' : `, of ${inert(owner)}`;
  const title = `The way off classic tokens of ${record.org}${whose}, by the scan of ${record.id}:`;
  const sum = sumOf(view) ?? 'classic tokens are not visible here, and how many there are is not known.';
  const crowded = owners.flatMap((each) => {
    const words = roomOf(each);
    return words === null ? [] : [`${each.owner ?? 'Nobody'}: ${words}`];
  });
  const blocks = [
    [...wrap(`${title} ${sum}`, width).map(paint.bold), ...holesList(record.sources, width)],
    ...steps.map((step, index) => stepLines(step, index + 1, options)),
    list('Owners without room for what is to be made:', crowded, width),
    list(
      'Not done by a fine-grained token, whatever its permissions. Ask before the move:',
      questions(steps),
      width,
    ),
    list('Cannot be told from here:', untold, width),
  ].filter((block) => block.length > 0);
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function stepLines(step: Step, number: number, { paint, width }: TextOptions): string[] {
  const { because, notes, severity, stays, token } = step;
  const name = token.name === null ? '' : ` "${token.name}"`;
  const whose = token.owner === null ? '' : ` of ${token.owner.login}`;
  const facts = `last used: ${dayOrWord(token.lastUsedAt)}, expires: ${dayOrWord(token.expiresAt)}`;
  const permissions = permissionsOf(step);
  const more = permissions.length > NAMED ? ` and ${grouped(permissions.length - NAMED)} more` : '';
  const indent = { first: '   ', rest: '   ' };
  return [
    ...wrap(inert(`${number}. ${severity}  ${token.kind}:${token.id}${name}${whose} (${facts})`), width, {
      rest: '   ',
    }).map((line, index) => (index === 0 ? paint.bold(line) : line)),
    ...wrap(inert(`${capitalised(actionOf(step))}: ${because}.`), width, indent),
    ...(permissions.length === 0
      ? []
      : wrap(`With at most ${permissions.slice(0, NAMED).join(', ')}${more}.`, width, indent)),
    ...notes.flatMap((note) => wrap(`Mind: ${note}.`, width, indent)),
    ...[...new Set(stays.map(({ advice }) => advice))].flatMap((advice) => wrap(advice, width, indent)),
  ];
}

/** Each once, with how many tokens may be for it. */
function questions(steps: readonly Step[]): string[] {
  const bySubject = Map.groupBy(
    steps.flatMap(({ unless }) => unless),
    ({ subject }) => subject,
  );
  return [...bySubject].map(
    ([subject, all]) =>
      `${subject} (${grouped(all.length)}). ${listed([...new Set(all.map(({ advice }) => advice))])}`,
  );
}

function list(title: string, sentences: readonly string[], width: number): string[] {
  if (sentences.length === 0) return [];
  return [
    title,
    ...sentences.flatMap((sentence) => wrap(inert(sentence), width, { first: '  - ', rest: '    ' })),
  ];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
