import type { ItemKey, OrgLogin } from '#core/credential.ts';
import type { ScanId } from '#core/scan-record.ts';
import { scanIds } from './archive.ts';
import { writeAll } from './batch.ts';
import { readHead } from './head.ts';
import { currentWrite } from './projected-pages.ts';
import { stagedChanges } from './staged.ts';
import type { Table } from './table.ts';

/**
 * Somebody wrote current items of a scan when later ones were committed already: what these said of the same things is
 * written again. Costs as much as reading the changes of the later scans, and happens to a process that stood still for a
 * night.
 */
export async function putBackNewer(
  table: Table,
  org: OrgLogin,
  scan: ScanId,
  keys: readonly ItemKey[],
): Promise<void> {
  const late = new Set(keys);
  for (let upTo = scan; ; ) {
    const head = (await readHead(table, org)).stored?.record.id ?? upTo;
    if (late.size === 0 || head <= upTo) return;
    const later = (await scanIds(table, org)).filter((id) => id > upTo && id <= head);
    for (const id of later) {
      for await (const changes of stagedChanges(table, org, id)) {
        const newer = changes.filter(({ key }) => late.has(key));
        await writeAll(
          table,
          newer.map((change) => currentWrite(org, id, change)),
        );
      }
    }
    upTo = head;
  }
}
