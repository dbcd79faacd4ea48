import { inert } from '#core/inert.ts';
import { FIRST_NIGHT, NIGHTS, STAGE } from './demo-plot.ts';
import type { ScanView, TextOptions } from './render/scan-text.ts';
import { counted, dayOf, grouped } from './render/words.ts';
import { wrap } from './render/wrap.ts';

/** The head of the demo: who is watched. */
export function demoOpening(
  organisations: readonly { readonly login: string; readonly saml: boolean }[],
  { paint, width }: TextOptions,
): string {
  const names = organisations.map(({ login, saml }) => (saml ? login : `${login} (no SAML)`)).join(', ');
  return [
    paint.bold(`Patrol watches ${names}: ${NIGHTS} nights from ${dayOf(FIRST_NIGHT)}`),
    ...wrap(
      'A simulated enterprise, over real HTTP; what is remembered is kept in an embedded DynamoDB.',
      width,
    ),
    '',
    paint.dim('night  day         organisation  scan       changes       open findings    said'),
    '',
  ].join('\n');
}

/** One night of one organisation, in one line. */
export function nightLine(night: number, { result, alerts }: ScanView, { paint }: TextOptions): string {
  const { changes, findings, id, org, previous, status } = result.record;
  const quiet = alerts.length === 0 && status === 'complete';
  const open = Object.values(findings).reduce((sum, count) => sum + count, 0);
  const whole = status === 'complete' ? 'complete' : 'PARTIAL';
  const moved =
    previous === null ? 'first look' : `+${changes.appeared} -${changes.gone} ~${changes.changed}`;
  const text = [
    `${night}`.padStart(5),
    dayOf(id),
    inert(org).padEnd(12),
    whole.padEnd(9),
    moved.padEnd(12),
    `${grouped(open).padStart(3)} (${findings.critical} critical)`.padEnd(15),
    alerts.length === 0 ? '-' : counted(alerts.length, 'thing'),
  ].join('  ');
  if (status === 'partial') return `${paint.warn(text)}\n`;
  return `${quiet ? paint.dim(text) : text}\n`;
}

/** The end: what it took, and where to look further. */
export function demoClosing(
  { folder, requests, seconds }: { folder: string; requests: number; seconds: number },
  { paint }: TextOptions,
): string {
  return [
    '',
    paint.bold(`${NIGHTS} nights, ${grouped(requests)} requests, ${counted(seconds, 'second')}.`),
    'What it remembers is still there. Ask it:',
    `  npx patrol findings --org ${STAGE} --store ${inert(folder)}`,
    `  npx patrol inventory --org ${STAGE} --store ${inert(folder)} --kind classic-token`,
    '',
  ].join('\n');
}
