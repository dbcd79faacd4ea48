import type { RichTextBlock, RichTextSection } from '@slack/types';

/*
 * Text from outside goes into rich text only: Slack shows a text element as it is, and reads no mention, link or
 * markup in it. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */

export type Piece = RichTextSection['elements'][number];

export const words = (text: string, style: { bold?: true; strike?: true; code?: true } = {}): Piece => ({
  type: 'text',
  // Slack refuses an empty text.
  text: text === '' ? ' ' : text,
  ...(Object.keys(style).length === 0 ? {} : { style }),
});

/** A link, where it is an address; a path of this repository stays words. */
export function link(url: string, text: string): Piece {
  return /^https?:\/\//.test(url) ? { type: 'link', url, text } : words(`${text}: ${url}`);
}

export function paragraph(...elements: Piece[]): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** The text of a notification, which Slack does parse: what could be a mention or a link is escaped. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
