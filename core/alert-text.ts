import type { AlertedFinding, DigestEvent, ScanHealthEvent } from './alert-event.ts';
import { ALERT_REASONS, REASON_WORDS } from './alert-words.ts';
import { type Acknowledgement, type AlertReason, SEVERITIES } from './finding.ts';
import { clip } from './inert.ts';
import type { Instant } from './instant.ts';
import { holeLines } from './scan-health.ts';
import type { Unrouted } from './unrouted.ts';

const SUBJECT_WIDTH = 200;
const SHORT_ID = 12;

/** What every message ends with, so that silence is never taken for good news. */
interface Sight {
  readonly organisation: string;
  readonly lastCompleteScan: Instant | null;
}

export function alertSubject(organisation: string, finding: AlertedFinding): string {
  const loud = finding.state === 'resolved' ? resolvedWords(finding) : finding.severity.toUpperCase();
  return clip(`[${organisation}] ${loud} ${finding.rule}: ${finding.message}`, SUBJECT_WIDTH);
}

/** `RESOLVED (renewed)`. */
function resolvedWords({ cause }: AlertedFinding): string {
  return cause === null ? 'RESOLVED' : `RESOLVED (${cause})`;
}

/** What, whose, since when, last used, what it reaches, what to do, where: as a mail. */
export function alertBody(sight: Sight, reason: AlertReason, finding: AlertedFinding): string {
  const { organisation } = sight;
  return [
    alertLine(reason, finding),
    '',
    ...factsOf(finding).map(([name, value]) => `${name}: ${value}`),
    ...(finding.state === 'open' ? [`To do: ${finding.remedy}`] : []),
    `At GitHub: ${finding.links.credential}`,
    `Rule: ${finding.links.rule}`,
    `Its life: patrol explain ${shortId(finding)} --org ${organisation}`,
    '',
    sightLine(sight),
  ].join('\n');
}

function alertLine(reason: AlertReason, finding: AlertedFinding): string {
  return `${alertHead(reason, finding)}: ${finding.message}`;
}

/** `HIGH expires-soon (new)`, or that it is over. */
export function alertHead(reason: AlertReason, finding: AlertedFinding): string {
  return finding.state === 'resolved'
    ? `${resolvedWords(finding)} ${finding.rule}`
    : `${finding.severity.toUpperCase()} ${finding.rule} (${REASON_WORDS[reason]})`;
}

/** Name and value of what a person asks first. */
export function factsOf({ acknowledged, credential, owner, since }: AlertedFinding): [string, string][] {
  return [
    ['Owner', owner ?? 'nobody known'],
    ['Since', dayOf(since)],
    ['Last used', lastUsedWords(credential.lastUsedAt)],
    ['Reaches', credential.reaches ?? 'not known'],
    ['Credential', `${credential.kind}:${credential.id}`],
    ...(acknowledged === null ? [] : [acknowledgedFact(acknowledged)]),
  ];
}

function acknowledgedFact({ at, by }: Acknowledgement): [string, string] {
  return ['Acknowledged', `${by}, ${dayOf(at)}`];
}

export function digestSubject(digest: Omit<DigestEvent, 'subject' | 'body'>): string {
  const severities = SEVERITIES.toReversed()
    .filter((severity) => digest.bySeverity[severity] > 0)
    .map((severity) => `${digest.bySeverity[severity]} ${severity}`);
  return clip(`[${digest.organisation}] ${countWords(digest)}: ${severities.join(', ')}`, SUBJECT_WIDTH);
}

/** What is over wakes nobody: `7 findings, 2 of them resolved`. */
function countWords({ byReason, total }: Pick<DigestEvent, 'byReason' | 'total'>): string {
  const { resolved = 0 } = byReason;
  const findings = total === 1 ? 'finding' : 'findings';
  if (resolved === total) return `${total} resolved ${findings}`;
  return resolved === 0 ? `${total} ${findings}` : `${total} ${findings}, ${resolved} of them resolved`;
}

export function digestBody(digest: Omit<DigestEvent, 'subject' | 'body'>): string {
  const reasons = ALERT_REASONS.flatMap((reason) => {
    const count = digest.byReason[reason] ?? 0;
    return count === 0 ? [] : [`${count} ${REASON_WORDS[reason]}`];
  });
  const more = digest.total - digest.shown.length;
  return [
    `${digest.organisation}: ${reasons.join(', ')}.`,
    '',
    ...digest.shown.map(
      ({ reason, finding }) => `- ${alertLine(reason, finding)} Owner: ${finding.owner ?? 'nobody known'}.`,
    ),
    ...(more > 0 ? [`and ${more} more.`] : []),
    ...(digest.unrouted === null ? [] : ['', unroutedLine(digest.unrouted)]),
    '',
    `All of them: ${digest.command}`,
    sightLine(digest),
  ].join('\n');
}

/** `3 findings could not be routed to their owner: no Slack user known for octocat.` */
export function unroutedLine({ total, why }: Unrouted): string {
  const findings = total === 1 ? '1 finding' : `${total} findings`;
  return `${findings} could not be routed to ${total === 1 ? 'its' : 'their'} owner: ${why.join('; ')}.`;
}

type UnwordedHealth = Omit<ScanHealthEvent, 'subject' | 'body'>;

export function healthSubject({ holes, organisation, reason }: UnwordedHealth): string {
  const sources = holes.map(({ source, status }) => `${source} ${status}`).join(', ');
  const words =
    reason === 'resolved'
      ? 'RESOLVED: the scan sees everything again'
      : `the scan ${reason === 'reminder-due' ? 'still ' : ''}cannot see everything: ${sources}`;
  return clip(`[${organisation}] ${words}`, SUBJECT_WIDTH);
}

export function healthBody(health: UnwordedHealth): string {
  const { holes } = health;
  return [
    ...(holes.length === 0
      ? ['Every source was read whole.']
      : [
          'What could not be read is kept as it was last seen; nothing of it is reported as gone.',
          ...holeLines(holes).map((line) => `- ${line}.`),
        ]),
    '',
    sightLine(health),
  ].join('\n');
}

export function failureSubject({ failure, organisation, reason }: UnwordedHealth): string {
  const still = reason === 'reminder-due' ? 'still ' : '';
  const words = failure === null ? 'RESOLVED: it is scanned again' : `${still}NOT SCANNED: ${failure}`;
  return clip(`[${organisation}] ${words}`, SUBJECT_WIDTH);
}

export function failureBody(health: UnwordedHealth): string {
  return [...failureLines(health), '', sightLine(health)].join('\n');
}

/** Why no scan was made, and what that means; nothing where one was. */
export function failureLines({ failure }: Pick<UnwordedHealth, 'failure'>): string[] {
  if (failure === null) return [];
  return [failure, 'What is there now is not known: nothing is reported as new, and nothing as gone.'];
}

/** `Last complete scan of acme: 2026-11-22 02:00 UTC.` */
export function sightLine({ lastCompleteScan, organisation }: Sight): string {
  const when = lastCompleteScan === null ? 'never yet' : minuteOf(lastCompleteScan);
  return `Last complete scan of ${organisation}: ${when}.`;
}

/** Long enough to be found by, short enough to be typed. */
export const shortId = ({ id }: Pick<AlertedFinding, 'id'>): string => id.slice(0, SHORT_ID);

function lastUsedWords(lastUsed: AlertedFinding['credential']['lastUsedAt']): string {
  if (lastUsed === null || lastUsed === 'unknown') return 'not known';
  return lastUsed === 'never' ? 'never' : dayOf(lastUsed);
}

const dayOf = (instant: Instant): string => instant.slice(0, 10);
const minuteOf = (instant: Instant): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
