import { type ItemKey, keyOf, type OrgLogin } from '#core/credential.ts';
import type { Finding, Fingerprint } from '#core/finding.ts';
import type { ScanId } from '#core/scan-record.ts';
import type { Attributes } from './attributes.ts';
import { findingOf } from './current.ts';
import { type Head, readHead } from './head.ts';
import { type Question, queryAll } from './query.ts';
import { questions } from './questions.ts';
import { stagedTransitions } from './staged.ts';
import type { Table } from './table.ts';

/** Somebody would have to commit as many scans while one Query is read. */
const ATTEMPTS = 5;

/**
 * All findings as the last committed scan left them, by fingerprint: one scan's and never two's. Their items follow a
 * commit by and by, and after a crash not before the next scan; until then the steps of that scan say what they will be.
 */
export function findingsNow(table: Table, org: OrgLogin): Promise<Finding[]> {
  return ofLastScan(table, org, () => questions.findings(org));
}

/** Those about one thing. An organisation that was first scanned before they had a place there is read whole. */
export async function findingsAbout(table: Table, org: OrgLogin, key: ItemKey): Promise<Finding[]> {
  const question = ({ findingsPlaced }: Head) =>
    findingsPlaced ? questions.findingsAbout(org, key) : questions.findings(org);
  const findings = await ofLastScan(table, org, question);
  return findings.filter(({ credential }) => keyOf(credential) === key);
}

async function ofLastScan(
  table: Table,
  org: OrgLogin,
  question: (head: Head) => Question,
): Promise<Finding[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const head = await readHead(table, org);
    const items = await queryAll(table, question(head));
    const known = lastVersions(items);
    const last = head.stored?.record.id;
    if (last !== undefined && !head.projected) await addSteps(table, org, last, known);
    const now = await readHead(table, org);
    if (now.stored?.record.id === last) return inOrder([...known.values()]);
  }
  throw new Error(
    `The findings of ${org} could not be read: ${ATTEMPTS} times another scan was committed meanwhile. Ask again.`,
  );
}

type Known = Map<Fingerprint, Finding>;

/** Versions come in their order; one that a process left behind long after the next one is passed over here. */
function lastVersions(items: readonly Attributes[]): Known {
  return new Map(items.map(findingOf).map((finding) => [finding.id, finding]));
}

async function addSteps(table: Table, org: OrgLogin, scan: ScanId, known: Known): Promise<void> {
  for await (const transitions of stagedTransitions(table, org, scan)) {
    for (const { finding } of transitions) known.set(finding.id, finding);
  }
}

function inOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
