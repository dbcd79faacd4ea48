import { DurableOperationError, StepError } from '@aws/durable-execution-sdk-js';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { SEVERITIES } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { Engine } from '#scan/ports.ts';
import type { Store } from '#scan/store-port.ts';
import type { Told } from '#scan/tell-each.ts';
import type { AnnouncedWait } from './announce-waits.ts';
import { metrics } from './metrics.ts';
import { logger } from './telemetry.ts';

/** What `plan` hears of a scan. Null: another execution makes this one, or made a later one, and speaks of it. */
export interface ScanReport {
  readonly outcome: 'committed' | 'already-committed' | 'left-to-others';
  readonly status: ScanRecord['status'] | null;
}

/** Says in the log and in metrics what a scan came to. In a step, so that a replay does not count it again. */
export function reportScan(engine: Engine, { outcome, record, store, told }: Reported): Promise<ScanReport> {
  return engine.step('report', async () => {
    const { findings, sources, status, usage } = record;
    const failures = countUntold(told);
    if (outcome === 'committed') await countScan(record, store);
    metrics.publishStoredMetrics();
    const holes = sources.flatMap(({ reason, source, status: seen }) =>
      seen === 'complete' ? [] : [{ source, reason }],
    );
    logger.info('Scanned', { outcome, status, findings, usage, holes, failures });
    return { outcome, status };
  });
}

async function countScan(record: ScanRecord, store: Store): Promise<void> {
  const { findings, id: scan, org, rebuilt, sources, status, usage } = record;
  count(status === 'complete' ? 'CompleteScans' : 'PartialScans', 1);
  count('Requests', usage.requests);
  metrics.addMetric('WaitedSeconds', MetricUnit.Seconds, usage.waitedSeconds);
  count('SourcesAsked', sources.length);
  count('SourcesComplete', sources.filter((source) => source.status === 'complete').length);
  for (const severity of SEVERITIES) count(`Findings-${severity}`, findings[severity]);
  const soon = await store.expiring(org, scan, plusDays(scan, EXPIRES_SOON_DAYS));
  count('ExpiringSoon', soon.length);
  if (rebuilt !== undefined) reportDamage(rebuilt);
}

/** The history that this scan goes on from was damaged; the scan is whole all the same. */
function reportDamage({ from, pieces }: NonNullable<ScanRecord['rebuilt']>): void {
  const base = from === null ? 'the first change on' : `the snapshot of scan ${from}`;
  logger.error(
    `Stored history was damaged: the last snapshot lacks what ${pieces} of its pieces held, and was made again from ${base}. Which pieces, and what to do: docs/runbook.md, DamagedHistory`,
    { rebuiltFrom: from, pieces },
  );
  count('DamagedPieces', pieces);
}

/** Says how Slack's channels fared. */
export function reportTold(engine: Engine, told: readonly Told[]): Promise<void> {
  return engine.step('report', async () => {
    const failures = countUntold(told);
    metrics.publishStoredMetrics();
    logger.info('Told', { channels: told.map(({ channel }) => channel), failures });
  });
}

function countUntold(told: readonly Told[]): Pick<Told, 'channel' | 'failure'>[] {
  const failures = told.flatMap(({ channel, failure }) => (failure === null ? [] : [{ channel, failure }]));
  if (failures.length > 0) count('UntoldChannels', failures.length);
  return failures;
}

interface Reported {
  readonly outcome: Exclude<ScanReport['outcome'], 'left-to-others'>;
  readonly record: ScanRecord;
  readonly store: Store;
  readonly told: readonly Told[];
}

const EXPIRES_SOON_DAYS = 30;

/** A scan begins to wait: the alarm of a long wait does not wait with it. */
export function reportWait({ reason, seconds, until }: AnnouncedWait): void {
  logger.info('Waits without computing', { until, reason, secondsInAll: seconds });
  metrics.addMetric('AnnouncedWaitSeconds', MetricUnit.Seconds, seconds);
  metrics.publishStoredMetrics();
}

/** The organisation's owners switched the App off. In the step that found it out, before it fails. */
export function reportSuspension(): void {
  count('SuspendedInstallations', 1);
  metrics.publishStoredMetrics();
}

/** The App may do more than Patrol needs: somebody who took its key could, too. */
export async function reportSurplus(engine: Engine, surplus: readonly string[]): Promise<void> {
  if (surplus.length === 0) return;
  await engine.step('report surplus permissions', async () => {
    logger.warn('The App may do more than Patrol needs: take these permissions away from it', { surplus });
    count('SurplusPermissions', surplus.length);
    metrics.publishStoredMetrics();
  });
}

/** The execution ends here: this is said once. */
export function reportFailure(error: unknown, what = 'The organisation was not scanned'): void {
  logger.error(what, error instanceof Error ? error : new Error(String(error)));
  count('FailedScans', 1);
  metrics.publishStoredMetrics();
}

const REPORTED = 'patrol: reported';

/** `reportFailure`, and the error to end the execution with: who called it knows by it that this was said. */
export function failureReported(error: unknown): StepError {
  reportFailure(error);
  const cause = error instanceof Error ? error : new Error(String(error));
  return new StepError(cause.message, cause, REPORTED);
}

/** Of the error of an execution: what Lambda ended did not say itself that it failed. */
export function isReported(error: unknown): boolean {
  return error instanceof DurableOperationError && error.errorData === REPORTED;
}

function count(name: string, value: number): void {
  metrics.addMetric(name, MetricUnit.Count, value);
}
