import { CREDENTIAL_KINDS, type ItemKind } from './credential.ts';
import { type Finding, SEVERITIES, type Severity } from './finding.ts';
import { type SettledReading, sourceOfKind } from './reading.ts';
import type { Snapshot } from './snapshot.ts';

const KINDS: readonly ItemKind[] = [...CREDENTIAL_KINDS, 'token-request', 'person'];

/** Things by kind, carried-over ones included; null where its source shows nothing here, which is not 0. */
export function countByKind(
  snapshot: Snapshot,
  readings: readonly SettledReading[],
): Record<ItemKind, number | null> {
  const numbers = new Map<ItemKind, number>();
  for (const { item } of snapshot.values()) numbers.set(item.kind, (numbers.get(item.kind) ?? 0) + 1);
  const visible = (kind: ItemKind) => {
    const reading = readings.find(({ source }) => source === sourceOfKind(kind));
    return reading !== undefined && (reading.count !== null || reading.carriedOver > 0);
  };
  return Object.fromEntries(
    KINDS.map((kind) => [kind, visible(kind) ? (numbers.get(kind) ?? 0) : null]),
  ) as Record<ItemKind, number | null>;
}

/** Open findings by severity. */
export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  return Object.fromEntries(
    SEVERITIES.map((level) => [
      level,
      findings.filter(({ severity, state }) => state === 'open' && severity === level).length,
    ]),
  ) as Record<Severity, number>;
}
