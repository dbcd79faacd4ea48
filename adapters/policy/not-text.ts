import { isUtf8 } from 'node:buffer';
import type { PolicyFault } from './policy-error.ts';

const LINE_END = 0x0a;
const NUL = 0;

/** Where bytes are not the text that a policy is; null: they are. */
export function notText(bytes: Uint8Array): PolicyFault | null {
  if (isUtf16(bytes)) {
    const message = 'The file is UTF-16, as > of Windows PowerShell writes it. Save it as UTF-8.';
    return { line: 1, column: 1, message };
  }
  if (isUtf8(bytes)) return placeOfNul(bytes);
  for (let line = 1, start = 0; ; line += 1) {
    const end = bytes.indexOf(LINE_END, start) + 1 || bytes.length;
    const written = bytes.subarray(start, end);
    if (!isUtf8(written)) {
      const column = new TextDecoder().decode(written).indexOf('\ufffd') + 1;
      return { line, column, message: 'The file is not UTF-8 text from here on. Save it as UTF-8.' };
    }
    start = end;
  }
}

/** With its mark, or with every other byte of its first word empty. */
function isUtf16([first = 1, second = 1, third = 1, fourth = 1]: Uint8Array): boolean {
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return first === NUL ? third === NUL && second !== NUL : second === NUL && fourth === NUL && third !== NUL;
}

function placeOfNul(bytes: Uint8Array): PolicyFault | null {
  const at = bytes.indexOf(NUL);
  if (at === -1) return null;
  const before = new TextDecoder().decode(bytes.subarray(0, at)).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return {
    line: before.length,
    column,
    message: 'The file is no text: a byte here is 0. Is it the right file?',
  };
}
