import type { Alert } from '#core/alert.ts';
import type { OrgLogin } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import type { SettledReading } from '#core/reading.ts';
import type { Change, ScanRecord } from '#core/scan-record.ts';
import type { ScanResult } from '#scan/scan-result.ts';
import type { Told } from '#scan/tell-each.ts';

export const SCHEMA_VERSION = 1;
/** Where the command line says what there is to say: where it prints. */
export const CHANNEL = 'terminal';

/** How one organisation fared: scanned, or why not. */
export type ScanOutcome =
  | {
      readonly org: OrgLogin;
      readonly result: ScanResult;
      readonly alerts: readonly Alert[];
      readonly told: readonly Told[];
    }
  | { readonly org: OrgLogin; readonly failure: string };

/** The JSON of `scan` (design §10): one organisation is the document itself, several are a list in one. */
export function scanDocument(outcomes: readonly ScanOutcome[]): object {
  const scans = outcomes.map((outcome) =>
    'result' in outcome ? scanOf(outcome) : { org: outcome.org, error: outcome.failure },
  );
  const [only] = scans;
  return scans.length === 1 && only !== undefined
    ? { schemaVersion: SCHEMA_VERSION, ...only }
    : { schemaVersion: SCHEMA_VERSION, scans };
}

function scanOf({
  result,
  alerts,
  told,
}: {
  readonly result: ScanResult;
  readonly alerts: readonly Alert[];
  readonly told: readonly Told[];
}): object {
  const { record } = result;
  return {
    scan: scanHeader(record, result.outcome),
    counts: record.counts,
    changes: result.changes.map(changeJson),
    findings: result.findings.map(findingJson),
    resolved: result.transitions
      .filter(({ kind }) => kind === 'resolved')
      .map(({ finding }) => findingJson(finding)),
    waivers: { findings: record.waived ?? 0, notes: record.waiverNotes ?? [] },
    undecided: record.undecided ?? [],
    scoped: record.scoped ?? [],
    catalogueOutOfDate: (record.strangers ?? []).map(({ name, risk, what }) => ({ what, name, risk })),
    alerts: [{ channel: CHANNEL, alerts }, ...told].flatMap((each) =>
      each.alerts.map(({ finding, reason }) => ({
        finding: finding.id,
        reason,
        channel: each.channel,
        status: 'delivered',
      })),
    ),
    undelivered: told
      .filter(({ failure }) => failure !== null)
      .map(({ channel, failure }) => ({ channel, reason: failure })),
    usage: record.usage,
  };
}

/** Which scan it is and what it could see; the same in every document. */
export function scanHeader(record: ScanRecord, outcome: ScanResult['outcome'] = 'committed'): object {
  return {
    id: record.id,
    org: record.org,
    status: record.status,
    outcome,
    previous: record.previous,
    policyVersion: record.policyVersion,
    digest: record.digest,
    sources: record.sources.map(sourceJson),
  };
}

function sourceJson(reading: SettledReading): object {
  const { source, status, count, reason, missingPermission, carriedOver, lastComplete, pages } = reading;
  return { source, status, count, reason, missingPermission, carriedOver, lastComplete, pages };
}

function changeJson({ key, change, fields }: Change): object {
  return { credential: key, change, fields };
}

export function findingJson(finding: Finding): object {
  const { id, rule, ruleVersion, severity, state, tier, credential, message, remedy } = finding;
  const { since, resolvedAt, cause, waiver, limits, acknowledged } = finding;
  return {
    id,
    rule,
    ruleVersion,
    severity,
    state,
    tier,
    credential,
    message,
    remedy,
    since,
    resolvedAt,
    cause,
    limits,
    waiver,
    acknowledged,
  };
}
