import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { OrgLogin } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import type { Change, ScanId } from '#core/scan-record.ts';
import { archiveItem } from './archive.ts';
import { inLanes, type Write, writeAll } from './batch.ts';
import { currentItem, currentKey, findingItem } from './current.ts';
import { markProjected, readHead } from './head.ts';
import { bareItem } from './item.ts';
import { loginKey, ORGANISATIONS } from './keys.ts';
import { stagedChanges, stagedTransitions } from './staged.ts';
import type { Table } from './table.ts';

const FINDINGS_AT_ONCE = 16;

/**
 * Brings the current items up to the committed head. Two processes may do so at once: both write the same. One
 * that fell behind a whole further scan stops before its next page.
 */
export async function projectHead(table: Table, org: OrgLogin): Promise<void> {
  const { stored, projected } = await readHead(table, org);
  if (stored === null || projected) return;
  const scan = stored.record.id;
  await writeAll(table, [{ put: archiveItem(stored) }, { put: organisationItem(stored.record.org) }]);
  for await (const transitions of stagedTransitions(table, org, scan)) {
    const findings = transitions.map(({ finding }) => finding);
    await inLanes(findings, FINDINGS_AT_ONCE, (finding) => putFinding(table, org, scan, finding));
  }
  for await (const changes of stagedChanges(table, org, scan)) {
    if (!(await isStillToDo(table, org, scan))) return;
    await writeAll(
      table,
      changes.map((change) => currentWrite(org, scan, change)),
    );
  }
  await markProjected(table, org, scan);
}

function currentWrite(org: OrgLogin, scan: ScanId, { change, key, item }: Change): Write {
  return change === 'gone' ? { remove: currentKey(org, key) } : { put: currentItem(org, scan, item) };
}

/**
 * Applies a step once: a finding that already has this scan's or a later one is left alone, so that a slow second
 * projection cannot undo the note of what was said since.
 */
async function putFinding(table: Table, org: OrgLogin, scan: ScanId, finding: Finding): Promise<void> {
  try {
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: findingItem(org, scan, finding),
        ConditionExpression: 'attribute_not_exists(#lastChange) OR #lastChange < :scan',
        ExpressionAttributeNames: { '#lastChange': 'lastChange' },
        ExpressionAttributeValues: { ':scan': scan },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function isStillToDo(table: Table, org: OrgLogin, scan: ScanId): Promise<boolean> {
  const { stored, projected } = await readHead(table, org);
  return stored?.record.id === scan && !projected;
}

function organisationItem(org: OrgLogin) {
  return { ...bareItem({ pk: ORGANISATIONS, sk: loginKey(org) }, 'organisation'), org };
}
