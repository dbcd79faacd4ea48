import type { Alert } from '#core/alert.ts';
import { decideAll } from '#core/alert-decisions.ts';
import { alertsOf } from '#core/alert-plan.ts';
import { delivered } from '#core/delivery.ts';
import type { Finding } from '#core/finding.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { saidAtTerminal, TERMINAL } from '#core/terminal.ts';
import { memoryOf } from './listeners.ts';
import type { AlertSink } from './ports.ts';
import type { Store } from './store-port.ts';

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
  const { name, routes } = TERMINAL;
  const memory = await memoryOf(org, name, store);
  const before = (finding: Finding) => saidAtTerminal(memory, finding);
  const saidOf = (finding: Finding) => before(finding)?.said ?? null;
  const alerts = alertsOf(decideAll({ org, now, sources, findings, routes, saidOf }));
  await sink.send(alerts);
  await store.noteDeliveries(
    org,
    alerts.map(({ finding, reason }) => {
      const { id: about, severity, tier } = finding;
      const saying = { at: now, reason, severity, tier };
      return delivered(before(finding), { channel: name, about, handle: null, saying });
    }),
    record.retention,
  );
  return alerts;
}
