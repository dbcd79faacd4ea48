import { pressedWords } from '#core/press-button.ts';
import type { Pressed } from '#core/pressed.ts';

/** Of what the last scan could not know: nobody need press twice, wondering. */
export const pendingWords = (pressed: Pressed): string =>
  `${pressedWords(pressed)}, in force from the next scan`;

export function pressedJson({ at, by, press, until }: Pressed): object {
  return { press, by, at, until };
}

export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
