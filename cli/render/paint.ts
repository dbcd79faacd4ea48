import { styleText } from 'node:util';
import type { Severity } from '#core/finding.ts';

/** Adds colour where the stream shows it. Colour never carries meaning alone: each word says the same. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
}

export const PLAIN: Paint = { bold: same, dim: same, good: same, warn: same, bad: same };

/** Honours `NO_COLOR`, `FORCE_COLOR` and a stream that is no terminal, as `node:util` does. */
export function paintFor(stream: NodeJS.WritableStream): Paint {
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    styleText(format, text, { stream });
  return {
    bold: style('bold'),
    dim: style('dim'),
    good: style('green'),
    warn: style('yellow'),
    bad: style(['red', 'bold']),
  };
}

export function paintSeverity(severity: Severity, text: string, paint: Paint): string {
  switch (severity) {
    case 'critical':
    case 'high':
      return paint.bad(text);
    case 'medium':
      return paint.warn(text);
    case 'low':
      return text;
    default:
      return severity satisfies never;
  }
}

function same(text: string): string {
  return text;
}
