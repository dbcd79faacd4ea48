import { clip, inert } from '#core/inert.ts';
import type { Check } from '../dependencies.ts';
import type { Paint } from './paint.ts';
import type { TextOptions } from './scan-text.ts';
import { counted } from './words.ts';
import { wrap } from './wrap.ts';

const SIGNS = { ok: 'ok     ', note: 'note   ', warning: 'WARNING', problem: 'PROBLEM' } as const;
const TEXT_WIDTH = 400;

/** A line per check, what to do under those that are not well, and the sum of it. */
export function checksText(checks: readonly Check[], { paint, width }: TextOptions): string {
  const lines = checks.flatMap((check) => {
    const sign = SIGNS[check.verdict];
    const [first = '', ...rest] = wrap(`${inert(check.name)}: ${shown(check.detail)}`, width, {
      first: `${sign}  `,
      rest: ' '.repeat(sign.length + 2),
    });
    const todo =
      check.todo === null
        ? []
        : wrap(`To do: ${shown(check.todo)}`, width, { first: ' '.repeat(sign.length + 2) });
    return [first.replace(sign, () => painted(check, sign, paint)), ...rest, ...todo];
  });
  return `${[...lines, '', summary(checks)].join('\n')}\n`;
}

function shown(text: string): string {
  return clip(inert(text), TEXT_WIDTH);
}

function painted({ verdict }: Check, sign: string, paint: Paint): string {
  switch (verdict) {
    case 'ok':
      return paint.good(sign);
    case 'note':
      return sign;
    case 'warning':
      return paint.warn(sign);
    case 'problem':
      return paint.bad(sign);
    default:
      return verdict satisfies never;
  }
}

function summary(checks: readonly Check[]): string {
  const count = (wanted: Check['verdict']): number =>
    checks.filter(({ verdict }) => verdict === wanted).length;
  if (count('problem') > 0)
    return `${counted(count('problem'), 'problem')}: a scan would not work, or not see everything.`;
  return count('warning') > 0 ? `It works, with ${counted(count('warning'), 'warning')}.` : 'All is well.';
}
