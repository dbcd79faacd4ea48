import type { OrgLogin } from '#core/credential.ts';
import type { Fingerprint } from '#core/finding.ts';
import { inLanes, writeAll } from './batch.ts';
import type { Key } from './keys.ts';
import { queryAll } from './query.ts';
import { questions } from './questions.ts';
import type { Table } from './table.ts';

const ASKED_AT_ONCE = 12;

/**
 * Takes away the versions of these findings that a later one follows, whichever scan made it: right at any time, since
 * a version that is followed stays so. On a quiet night that is one small Query for each finding that moved, where the
 * keys of all findings are as many reads as the findings themselves.
 */
export async function removeFollowed(
  table: Table,
  org: OrgLogin,
  findings: readonly Fingerprint[],
): Promise<void> {
  const followed: Key[] = [];
  await inLanes(findings, ASKED_AT_ONCE, async (finding) => {
    const versions = await queryAll(table, { ...questions.versions(org, finding), attributes: ['pk', 'sk'] });
    followed.push(...versions.slice(0, -1).map((item) => item as unknown as Key));
  });
  await writeAll(
    table,
    followed.map((remove) => ({ remove })),
  );
}
