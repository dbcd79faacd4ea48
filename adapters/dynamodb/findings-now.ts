import { type ItemKey, keyOf, type OrgLogin } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import type { ScanId } from '#core/scan-record.ts';
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
 * commit one by one, and after a crash not before the next scan; until then the steps of that scan say what they will be.
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
    const known: Known = new Map(
      items.map((item) => [item['sk'], { finding: findingOf(item), lastChange: item['lastChange'] }]),
    );
    const last = head.stored?.record.id;
    if (last !== undefined && !head.projected) await addSteps(table, org, last, known);
    const now = await readHead(table, org);
    if (now.stored?.record.id === last) return inOrder([...known.values()]);
  }
  throw new Error(
    `The findings of ${org} could not be read: ${ATTEMPTS} times another scan was committed meanwhile. Ask again.`,
  );
}

type Known = Map<unknown, { readonly finding: Finding; readonly lastChange: unknown }>;

async function addSteps(table: Table, org: OrgLogin, scan: ScanId, known: Known): Promise<void> {
  for await (const transitions of stagedTransitions(table, org, scan)) {
    for (const { finding } of transitions) {
      // Where the item follows already, it may know in addition that it was said.
      if (known.get(finding.id)?.lastChange !== scan) known.set(finding.id, { finding, lastChange: scan });
    }
  }
}

function inOrder(known: readonly { readonly finding: Finding }[]): Finding[] {
  return known.map(({ finding }) => finding).sort((one, other) => (one.id < other.id ? -1 : 1));
}
