import type { Alert } from './alert.ts';
import {
  ALERT_EVENT_VERSION,
  type AlertEvent,
  type AlertedFinding,
  type DigestEvent,
  type ScanHealthEvent,
} from './alert-event.ts';
import {
  alertBody,
  alertSubject,
  digestBody,
  digestSubject,
  failureBody,
  failureSubject,
  healthBody,
  healthSubject,
} from './alert-text.ts';
import type { InventoryItem, ItemKey, OrgLogin } from './credential.ts';
import { keyOf } from './credential.ts';
import { credentialPage } from './credential-page.ts';
import { type Finding, SEVERITIES } from './finding.ts';
import { loudestAlertsFirst } from './finding-order.ts';
import { clip, inert } from './inert.ts';
import { wholeAsOf } from './reading.ts';
import { gravestOf } from './rights.ts';
import { HEALTH_SEVERITY, holesOf } from './scan-health.ts';
import type { ScanRecord } from './scan-record.ts';

/** Where the links of a message lead. */
export interface Sites {
  /** GitHub, for people: `https://github.com`. */
  readonly github: string;
  /** What the id of a rule is put behind: `https://github.com/acme/patrol/blob/main/docs/rules/`. */
  readonly rules: string;
}

/** What a scan knows when it speaks. */
export interface Telling {
  readonly record: ScanRecord;
  /** The things behind the findings, as the scan saw them. */
  readonly items: ReadonlyMap<ItemKey, InventoryItem>;
  readonly sites: Sites;
}

const TEXT_WIDTH = 600;
const NAME_WIDTH = 100;
const REPOSITORIES_NAMED = 3;
/** A digest stays far below the 256 KB that SNS takes. */
const SHOWN_IN_DIGEST = 25;

export function alertEvent(telling: Telling, alert: Alert): AlertEvent {
  const finding = alertedFinding(telling, alert.finding);
  const base = baseOf(telling);
  return {
    ...base,
    kind: 'alert',
    action: finding.state === 'resolved' ? 'resolve' : 'trigger',
    reason: alert.reason,
    severity: finding.severity,
    dedupKey: `patrol/${finding.id}`,
    subject: alertSubject(base.organisation, finding),
    body: alertBody(base, alert.reason, finding),
    finding,
  };
}

/** @param alerts at least one. */
export function digestEvent(
  telling: Telling,
  alerts: readonly Alert[],
  { owner, unrouted }: Pick<DigestEvent, 'owner' | 'unrouted'> = { owner: null, unrouted: null },
): DigestEvent {
  const base = baseOf(telling);
  const shown = loudestAlertsFirst(alerts)
    .slice(0, SHOWN_IN_DIGEST)
    .map(({ finding, reason }) => ({ reason, finding: alertedFinding(telling, finding) }));
  const content = {
    ...base,
    kind: 'digest',
    action: 'trigger',
    severity: gravestOf(alerts.map(({ finding }) => finding.severity)),
    dedupKey: `patrol/${base.organisation.toLowerCase()}/digest/${base.scan}`,
    owner: owner === null ? null : short(owner, NAME_WIDTH),
    unrouted,
    total: alerts.length,
    bySeverity: countBy(SEVERITIES, alerts, ({ finding }) => finding.severity),
    byReason: countBy([], alerts, ({ reason }) => reason),
    shown,
    command: owner === null ? `patrol findings --org ${base.organisation}` : `patrol owner ${owner}`,
  } as const;
  return { ...content, subject: digestSubject(content), body: digestBody(content) };
}

/** Of a scan that began to see less, still does, or sees everything again. */
export function scanHealthEvent(
  { record }: Pick<Telling, 'record'>,
  reason: ScanHealthEvent['reason'],
): ScanHealthEvent {
  const base = baseOf({ record });
  const holes = holesOf(record.sources);
  const content = {
    ...base,
    kind: 'scan-health',
    reason,
    action: reason === 'resolved' ? 'resolve' : 'trigger',
    severity: HEALTH_SEVERITY,
    dedupKey: `patrol/${base.organisation.toLowerCase()}/scan-health`,
    failure: null,
    holes,
  } as const;
  return { ...content, subject: healthSubject(content), body: healthBody(content) };
}

/** Of a scan that was not made, or was again (`failure` null). */
export function scanFailureEvent(
  about: Pick<ScanHealthEvent, 'scan' | 'lastCompleteScan' | 'failure'> & { readonly org: OrgLogin },
  reason: ScanHealthEvent['reason'],
): ScanHealthEvent {
  const { failure, org, ...when } = about;
  const content = {
    ...when,
    schemaVersion: ALERT_EVENT_VERSION,
    organisation: org,
    kind: 'scan-health',
    reason,
    action: reason === 'resolved' ? 'resolve' : 'trigger',
    severity: HEALTH_SEVERITY,
    dedupKey: `patrol/${org.toLowerCase()}/scan-failure`,
    failure: failure === null ? null : short(failure.replace(/\s+/g, ' '), TEXT_WIDTH),
    holes: [],
  } as const;
  return { ...content, subject: failureSubject(content), body: failureBody(content) };
}

function baseOf({ record }: Pick<Telling, 'record'>) {
  return {
    schemaVersion: ALERT_EVENT_VERSION,
    organisation: record.org,
    scan: record.id,
    lastCompleteScan: wholeAsOf(record.id, record.sources),
  } as const;
}

function alertedFinding({ items, record, sites }: Telling, finding: Finding): AlertedFinding {
  const { credential } = finding;
  const item = items.get(keyOf(credential)) ?? null;
  return {
    id: finding.id,
    rule: finding.rule,
    severity: finding.severity,
    state: finding.state === 'resolved' ? 'resolved' : 'open',
    tier: finding.tier,
    message: short(finding.message, TEXT_WIDTH),
    remedy: short(finding.remedy, TEXT_WIDTH),
    since: finding.since,
    resolvedAt: finding.resolvedAt,
    cause: finding.cause,
    acknowledged: finding.acknowledged,
    credential: {
      kind: credential.kind,
      id: short(credential.id, NAME_WIDTH),
      name: credential.name === null ? null : short(credential.name, NAME_WIDTH),
      lastUsedAt: item === null || item.kind === 'person' ? null : item.lastUsedAt,
      reaches: item === null ? null : reachOf(item),
    },
    owner: credential.owner === null ? null : short(credential.owner, NAME_WIDTH),
    links: {
      credential: credentialPage(sites.github, record.org, credential, item),
      rule: `${sites.rules}${finding.rule}.md`,
    },
  };
}

/** `all repositories`, `2 repositories: api, web`, `5 repositories: api, web, shop and 2 more`. */
function reachOf(item: InventoryItem): string | null {
  if (item.kind === 'deploy-key') return `the repository ${short(item.repository.name, NAME_WIDTH)}`;
  if (!('repositorySelection' in item)) return null;
  if (item.repositorySelection === 'all') return 'all repositories';
  if (!('repositories' in item) || item.repositories === null) return 'chosen repositories';
  const names = item.repositories.slice(0, REPOSITORIES_NAMED).map(({ name }) => short(name, NAME_WIDTH));
  const more = item.repositories.length - names.length;
  const count = `${item.repositories.length} ${item.repositories.length === 1 ? 'repository' : 'repositories'}`;
  if (names.length === 0) return 'no repository';
  return `${count}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function countBy<Name extends string>(
  names: readonly Name[],
  alerts: readonly Alert[],
  nameOf: (alert: Alert) => Name,
): Record<Name, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  for (const alert of alerts) counts[nameOf(alert)] = (counts[nameOf(alert)] ?? 0) + 1;
  return counts;
}

const short = (text: string, width: number): string => clip(inert(text), width);
