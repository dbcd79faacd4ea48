import type { Alert } from '#core/alert.ts';
import { ALERT_REASONS, REASON_WORDS } from '#core/alert-words.ts';
import type { InventoryItem, ItemKey } from '#core/credential.ts';
import { keyOf } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import { isHole } from '#core/reading.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { describeFound, ownerOfFinding } from './describe-item.ts';
import { shortText } from './findings-summary.ts';
import { holesList } from './holes.ts';
import { dayOf, dayOrWord, grouped } from './words.ts';
import { wrap } from './wrap.ts';

/** A first night with a thousand findings is one message, and it stays one that can be read. */
const SHOWN = 10;

export interface Digest {
  readonly record: ScanRecord;
  /** What is to be said, the loudest first. */
  readonly alerts: readonly Alert[];
  /** The credentials behind it, for their last use. */
  readonly items: ReadonlyMap<ItemKey, InventoryItem>;
}

/**
 * The one message the alerts of a scan make for on-call, as plain text; empty when there is nothing to say.
 * `chosen` are the alerts to spell out; the others are counted.
 */
export function message(
  digest: Digest,
  width: number,
  chosen: readonly Alert[] = inOrderOfTelling(digest.alerts).slice(0, SHOWN),
): string[] {
  const { record, alerts } = digest;
  const holes = record.sources.filter(isHole);
  if (holes.length === 0 && alerts.length === 0) return [];
  const more = alerts.length - chosen.length;
  return [
    ...wrap(`${record.org}: ${headline(digest)}`, width, { rest: '  ' }),
    ...(holes.length > 0 ? ['', 'COULD NOT LOOK EVERYWHERE', ...holesList(record.sources, width)] : []),
    ...chosen.flatMap((alert) => ['', ...tell(digest, alert, width)]),
    ...(more > 0 ? ['', `and ${grouped(more)} more: patrol findings --org ${record.org}`] : []),
  ];
}

function inOrderOfTelling(alerts: readonly Alert[]): Alert[] {
  return ALERT_REASONS.flatMap((reason) => alerts.filter((alert) => alert.reason === reason));
}

function headline({ record, alerts }: Digest): string {
  const parts = ALERT_REASONS.map((reason) => ({
    reason,
    count: alerts.filter((alert) => alert.reason === reason).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ reason, count }) => `${grouped(count)} ${REASON_WORDS[reason]}`);
  if (record.status === 'partial') parts.push('the scan is partial');
  return parts.join(', ');
}

function tell(digest: Digest, { reason, finding }: Alert, width: number): string[] {
  if (reason === 'resolved') {
    const cause = finding.cause === null ? '' : ` (${finding.cause})`;
    return wrap(`RESOLVED${cause} ${finding.rule}: ${describeFound(finding)}`, width, { rest: '  ' });
  }
  const facts = [
    `owner ${ownerOfFinding(finding)}`,
    `since ${dayOf(finding.since)}`,
    `last used: ${lastUse(digest, finding)}`,
    `${finding.credential.kind}:${finding.credential.id}`,
  ];
  return [
    ...wrap(
      `${finding.severity.toUpperCase()} ${finding.rule} (${REASON_WORDS[reason]}): ${shortText(finding.message)}`,
      width,
      {
        rest: '  ',
      },
    ),
    ...wrap(shortText(facts.join(' · ')), width, { first: '  ' }),
    ...wrap(`To do: ${shortText(finding.remedy)}`, width, { first: '  ' }),
  ];
}

function lastUse({ items }: Digest, { credential }: Finding): string {
  const item = items.get(keyOf(credential));
  return item === undefined || item.kind === 'person' ? 'not told' : dayOrWord(item.lastUsedAt);
}
