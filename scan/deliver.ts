import type { Alert } from '#core/alert.ts';
import { decideAll } from '#core/alert-decisions.ts';
import { alertsOf } from '#core/alert-plan.ts';
import { loudestSaid } from '#core/delivery.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { TERMINAL } from '#core/terminal.ts';
import type { AlertSink, Store } from './ports.ts';

/**
 * Says at the terminal what is decided and was not said yet, then notes that it was said. Between the receiver's yes
 * and the note a crash repeats one message; nothing is ever lost, since what was not noted is decided again.
 */
export async function deliver({
  record,
  sink,
  store,
}: {
  /** The scan that speaks. */
  record: ScanRecord;
  sink: AlertSink;
  store: Store;
}): Promise<readonly Alert[]> {
  const { id: now, org, sources } = record;
  const findings = await store.findings(org, ['open', 'waived', 'resolved']);
  const { routes } = TERMINAL;
  const alerts = alertsOf(decideAll({ org, now, sources, findings, routes, saidOf: ({ said }) => said }));
  await sink.send(alerts);
  await store.markSaid(
    org,
    alerts.map(({ finding, reason }) => {
      const { severity, tier } = finding;
      return { ...finding, said: loudestSaid(finding.said, { at: now, reason, severity, tier }) };
    }),
  );
  return alerts;
}
