import { type Finding, type Fingerprint, SEVERITIES } from '#core/finding.ts';
import { clip, inert } from '#core/inert.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { ownerOfFinding } from './describe-item.ts';
import { type Paint, paintSeverity } from './paint.ts';
import { grouped } from './words.ts';
import { wrap } from './wrap.ts';

const SHOWN = 3;
const TEXT_WIDTH = 300;

interface Findings {
  readonly record: ScanRecord;
  /** The loudest first. */
  readonly findings: readonly Finding[];
  /** Those that tonight's message tells. */
  readonly told: ReadonlySet<Fingerprint>;
}

/** Open findings by severity, and the loudest few of those that were told before; tonight's are in the message. */
export function findingsSummary(
  { record, findings, told }: Findings,
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string[] {
  const total = SEVERITIES.reduce((sum, severity) => sum + record.findings[severity], 0);
  if (total === 0) {
    const among = record.status === 'complete' ? '' : ' among what could be seen';
    return [`Open findings: none${among}.`];
  }
  const bySeverity = SEVERITIES.toReversed()
    .filter((severity) => record.findings[severity] > 0)
    .map((severity) => paintSeverity(severity, `${grouped(record.findings[severity])} ${severity}`, paint));
  const loudest = findings.filter(({ id }) => !told.has(id)).slice(0, SHOWN);
  return [
    `Open findings: ${bySeverity.join(', ')}.`,
    `  All of them: patrol findings --org ${record.org}`,
    ...(loudest.length > 0 ? ['  Told before, the loudest:'] : []),
    ...loudest.flatMap((finding) => findingLines(finding, { paint, width })),
  ];
}

/** `CRITICAL  rule  what it is`, then whose and what to do. */
export function findingLines(
  finding: Finding,
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string[] {
  const severity = finding.severity.toUpperCase();
  const [first = '', ...rest] = wrap(`${severity} ${finding.rule}: ${shortText(finding.message)}`, width, {
    first: '  ',
    rest: '      ',
  });
  return [
    first.replace(severity, () => paintSeverity(finding.severity, severity, paint)),
    ...rest,
    ...wrap(`${whose(finding)}To do: ${shortText(finding.remedy)}`, width, { first: '      ' }),
  ];
}

/** A remedy that begins with the owner has said already whose it is. */
function whose(finding: Finding): string {
  const { owner } = finding.credential;
  return owner !== null && finding.remedy.startsWith(`${owner}:`) ? '' : `Owner ${ownerOfFinding(finding)}. `;
}

/** A message or remedy: it may quote what somebody called a token, so it is inert and of bounded length. */
export function shortText(text: string): string {
  return clip(inert(text), TEXT_WIDTH);
}
