import type { SlackMessage } from '#adapters/slack/message.ts';
import type { Piece } from '#adapters/slack/rich-text.ts';
import { displayWidth, inert } from '#core/inert.ts';
import type { Paint } from './paint.ts';
import { wrap } from './wrap.ts';

type Block = SlackMessage['blocks'][number];

/** A Slack message as a reader there sees it, in a frame: the first paragraph is bold, `~~` is what is struck through. */
export function slackFrame(
  { channel, blocks }: { readonly channel: string; readonly blocks: readonly Block[] },
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string[] {
  const inner = width - 4;
  const rows = blocks.flatMap((block, index) => {
    const lines = linesOf(block).flatMap((line) => wrap(line, inner));
    const padded = lines.map((line) => line + ' '.repeat(Math.max(0, inner - displayWidth(line))));
    return index === 0 ? padded.map((line) => paint.bold(line)) : padded;
  });
  const title = ` Slack, ${channel} `;
  return [
    `┌─${title}${'─'.repeat(Math.max(0, inner + 1 - displayWidth(title)))}┐`,
    ...rows.map((row) => `│ ${row} │`),
    `└${'─'.repeat(inner + 2)}┘`,
  ];
}

function linesOf(block: Block): string[] {
  if (block.type !== 'rich_text') return [];
  const sections = block.elements.flatMap((each) => (each.type === 'rich_text_section' ? [each] : []));
  const text = sections.map(({ elements }) => elements.map(textOf).join('')).join('\n');
  return text.split('\n').map(inert);
}

function textOf(piece: Piece): string {
  if (piece.type === 'link') return piece.text ?? piece.url;
  if (piece.type !== 'text') return '';
  const { strike = false, code = false } = piece.style ?? {};
  if (strike) return `~~${piece.text}~~`;
  return code ? `\`${piece.text}\`` : piece.text;
}
