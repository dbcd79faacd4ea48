import type { ActionsBlock, Button } from '@slack/types';
import type { AlertEvent } from '#core/alert-event.ts';
import type { Press } from '#core/people.ts';
import { paragraph, words } from './rich-text.ts';

const LABELS = { acknowledge: 'Acknowledge', snooze: 'Snooze 7 days' } as const satisfies Record<
  Press,
  string
>;
/** What was pressed stands in a block of its own, so that the next press takes its place. */
const PRESSED = 'patrol-pressed';

/** What may be pressed under a message about one finding; nothing, once it is over. */
export function buttonBlocks({ finding, organisation }: AlertEvent): ActionsBlock[] {
  if (finding.state === 'resolved') return [];
  const value = `${organisation}/${finding.id}`;
  const presses: readonly Press[] = finding.acknowledged === null ? ['acknowledge', 'snooze'] : ['snooze'];
  const elements = [...presses.map((press) => button(press, LABELS[press], { value }))];
  const page = finding.links.credential;
  const open = /^https?:\/\//.test(page) ? [button('open', 'Open at GitHub', { url: page })] : [];
  return [{ type: 'actions', elements: [...elements, ...open] }];
}

function button(action: string, text: string, what: { value: string } | { url: string }): Button {
  return { type: 'button', action_id: action, text: { type: 'plain_text', text }, ...what };
}

/** A block as Slack sends it back: the form is known to be ours. */
export interface SentBlock {
  readonly type: string;
  readonly block_id?: string | undefined;
  readonly elements?: readonly { readonly action_id?: unknown }[] | undefined;
}

/** The message after a press: what holds now in words, and only the buttons that can still be pressed. */
export function afterPress(blocks: readonly SentBlock[], press: Press, said: string): readonly object[] {
  const gone: readonly unknown[] = press === 'snooze' ? ['acknowledge', 'snooze'] : ['acknowledge'];
  const note = { ...paragraph(words(said, { bold: true })), block_id: PRESSED };
  const others = blocks.filter(({ block_id: id }) => id !== PRESSED);
  const kept = others.flatMap((block) => {
    if (block.type !== 'actions') return [block];
    const elements = (block.elements ?? []).filter(({ action_id: id }) => !gone.includes(id));
    return elements.length === 0 ? [] : [{ ...block, elements }];
  });
  const isBelow = ({ type }: SentBlock): boolean => type === 'actions';
  return [...kept.filter((block) => !isBelow(block)), note, ...kept.filter(isBelow)];
}
