import type { AppliedWaiver, Finding, FindingState } from '#core/finding.ts';
import { inert } from '#core/inert.ts';
import type { Instant } from '#core/instant.ts';
import type { Pressed } from '#core/pressed.ts';
import { pressedSince } from '#core/pressed-since.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { shortId } from '../find-finding.ts';
import { findingLines, shortText } from './findings-summary.ts';
import { holesList } from './holes.ts';
import { capital, pendingWords, pressedJson } from './presses.ts';
import { findingJson, SCHEMA_VERSION, scanHeader } from './scan-json.ts';
import type { TextOptions } from './scan-text.ts';
import { counted, dayOf } from './words.ts';
import { wrap } from './wrap.ts';

export interface FindingsView {
  readonly record: ScanRecord;
  readonly findings: readonly Finding[];
  readonly state: FindingState;
  /** What people pressed in the organisation. */
  readonly presses: readonly Pressed[];
  /** The time that was asked about; null: now. */
  readonly asOf: Instant | null;
}

/** Findings, the loudest first, each with whose it is, since when and what to do. */
export function findingsText(view: FindingsView, options: TextOptions): string {
  const { asOf, record, findings, presses, state } = view;
  const inForce = asOf === null ? '' : `, in force at ${asOf}`;
  const { paint, width } = options;
  const title = `${record.org}, after the scan of ${record.id}${inForce}: ${counted(findings.length, `${state} finding`)}.`;
  const blocks = [
    [paint.bold(title), ...holesList(record.sources, width)],
    ...findings.map((finding) => [
      ...findingLines(finding, options),
      ...wrap(lifeOf(finding), width, { first: '      ' }),
      ...pressedSince(record.id, finding, presses).flatMap((pressed) =>
        wrap(`${capital(inert(pendingWords(pressed)))}.`, width, { first: '      ' }),
      ),
    ]),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

export function findingsDocument({ asOf, record, findings, presses }: FindingsView): object {
  return {
    schemaVersion: SCHEMA_VERSION,
    asOf,
    scan: scanHeader(record),
    findings: findings.map((finding) => ({
      ...findingJson(finding),
      pressed: pressedSince(record.id, finding, presses).map(pressedJson),
    })),
  };
}

function lifeOf(finding: Finding): string {
  const { acknowledged, cause, credential, id, resolvedAt, since, state, waiver } = finding;
  const end =
    resolvedAt === null ? '' : `, resolved on ${dayOf(resolvedAt)}${cause === null ? '' : ` (${cause})`}`;
  const excuse = state === 'waived' && waiver !== null ? ` ${excuseOf(waiver)}` : '';
  const taken =
    state === 'open' && acknowledged !== null
      ? ` Acknowledged by ${inert(acknowledged.by)} on ${dayOf(acknowledged.at)}.`
      : '';
  return `Since ${dayOf(since)}${end}.${excuse}${taken} ${credential.kind}:${credential.id}, finding ${shortId(id)}`;
}

/** `Waived until 2027-01-31 by hubot (SEC-1): a vendor that cannot renew.` */
function excuseOf({ until, reason, ticket, approvedBy }: AppliedWaiver): string {
  const by = approvedBy === null ? '' : ` by ${approvedBy}`;
  const where = ticket === null ? '' : ` (${ticket})`;
  const text = shortText(`Waived until ${dayOf(until)}${by}${where}: ${reason}`);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
