import type { Alert } from '#core/alert.ts';
import { alertReason } from '#core/alert-reason.ts';
import type { OrgLogin } from '#core/credential.ts';
import { loudestFirst } from '#core/finding-order.ts';
import type { Instant } from '#core/instant.ts';
import type { AlertSink, Store } from './ports.ts';

/**
 * Says what is decided and was not said yet, then notes that it was said. Between the receiver's yes and the note
 * a crash repeats one message; nothing is ever lost, since what was not noted is decided again.
 */
export async function deliver({
  org,
  said,
  sink,
  store,
}: {
  org: OrgLogin;
  /** The scan that speaks. */
  said: Instant;
  sink: AlertSink;
  store: Store;
}): Promise<readonly Alert[]> {
  const alerts = await pendingAlerts(store, org);
  await sink.send(alerts);
  await store.markSaid(
    org,
    alerts.map(({ finding }) => ({
      ...finding,
      said: { at: said, severity: finding.severity, tier: finding.tier },
    })),
  );
  return alerts;
}

/** What there is to say, the loudest first. */
async function pendingAlerts(store: Store, org: OrgLogin): Promise<Alert[]> {
  const findings = await store.findings(org, ['open', 'resolved']);
  return loudestFirst(findings).flatMap((finding) => {
    const reason = alertReason(finding);
    return reason === null ? [] : [{ finding, reason }];
  });
}
