import { type ItemKey, keyOf, type OrgLogin } from '#core/credential.ts';
import type { Finding, Fingerprint } from '#core/finding.ts';
import type { ScanId } from '#core/scan-record.ts';
import { writeAll } from './batch.ts';
import { FINDING_ATTRIBUTES, findingOf } from './current.ts';
import { type Head, readHead } from './head.ts';
import type { Key } from './keys.ts';
import { type Question, queryPages } from './query.ts';
import { questions } from './questions.ts';
import { stagedTransitions } from './staged.ts';
import type { Table } from './table.ts';

/** Somebody would have to commit as many scans while one Query is read. */
const ATTEMPTS = 5;

/**
 * All findings as the last committed scan left them, by fingerprint: one scan's and never two's. Their items follow a
 * commit by and by, and after a crash not before the next scan; until then the steps of that scan say what they will be.
 */
export async function findingsNow(table: Table, org: OrgLogin): Promise<Finding[]> {
  return (await ofLastScan(table, org, () => questions.findings(org))).findings;
}

/**
 * The same for the scan that judges them. A version that a later one follows, and that a process left behind long after,
 * is taken away: nobody else reads all.
 */
export async function findingsToJudge(table: Table, org: OrgLogin): Promise<Finding[]> {
  const { findings, followed } = await ofLastScan(table, org, () => questions.findings(org));
  await writeAll(
    table,
    followed.map((remove) => ({ remove })),
  );
  return findings;
}

/** Those about one thing. An organisation that was first scanned before they had a place there is read whole. */
export async function findingsAbout(table: Table, org: OrgLogin, key: ItemKey): Promise<Finding[]> {
  const question = ({ findingsPlaced }: Head) =>
    findingsPlaced ? questions.findingsAbout(org, key) : questions.findings(org);
  const { findings } = await ofLastScan(table, org, question);
  return findings.filter(({ credential }) => keyOf(credential) === key);
}

interface Versions {
  /** The last version of each finding. */
  readonly known: Map<Fingerprint, Finding>;
  /** Where the versions are that another one follows. */
  readonly followed: readonly Key[];
}

async function ofLastScan(
  table: Table,
  org: OrgLogin,
  question: (head: Head) => Question,
): Promise<{ readonly findings: Finding[]; readonly followed: readonly Key[] }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const head = await readHead(table, org);
    const { known, followed } = await readVersions(table, question(head));
    const last = head.stored?.record.id;
    if (last !== undefined && !head.projected) await addSteps(table, org, last, known);
    const now = await readHead(table, org);
    if (now.stored?.record.id === last) return { findings: inOrder([...known.values()]), followed };
  }
  throw new Error(
    `The findings of ${org} could not be read: ${ATTEMPTS} times another scan was committed meanwhile. Ask again.`,
  );
}

/** Versions come in their order. Read page by page: a large organisation has a hundred megabytes of them. */
async function readVersions(table: Table, question: Question): Promise<Versions> {
  const known = new Map<Fingerprint, Finding>();
  const followed: Key[] = [];
  let before: Key | null = null;
  for await (const page of queryPages(table, { ...question, attributes: FINDING_ATTRIBUTES })) {
    for (const item of page) {
      const finding = findingOf(item);
      const { pk, sk } = item as unknown as Key;
      if (before !== null && known.has(finding.id)) followed.push(before);
      known.set(finding.id, finding);
      before = { pk, sk };
    }
  }
  return { known, followed };
}

async function addSteps(
  table: Table,
  org: OrgLogin,
  scan: ScanId,
  known: Map<Fingerprint, Finding>,
): Promise<void> {
  for await (const transitions of stagedTransitions(table, org, scan)) {
    for (const { finding } of transitions) known.set(finding.id, finding);
  }
}

function inOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
