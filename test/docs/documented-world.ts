import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createStore } from '#adapters/dynamodb/store.ts';
import { ensureTable } from '#adapters/dynamodb/table.ts';
import { type InventoryItem, orgLogin } from '#core/credential.ts';
import { KINDS_OF_SOURCE, LISTING_SOURCES, type ListingSource } from '#core/reading.ts';
import { runScan } from '#scan/run-scan.ts';
import {
  classicToken,
  fineGrainedToken,
  instant,
  owner,
  person,
  tokenRequest,
} from '#test/builders/items.ts';
import { pressed } from '#test/builders/pressed.ts';
import { scanInput } from '#test/builders/scan-input.ts';
import { change } from '#test/builders/scan-records.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';

const at = (day: number) => instant(`2026-11-${day}T02:00:00Z`);
const everywhere = { repositorySelection: 'all', repositories: null } as const;
const octocats = (permissions: Record<string, string>) =>
  fineGrainedToken({
    ...everywhere,
    expiresAt: instant('2026-12-20T00:00:00Z'),
    permissions: { repository: permissions },
  });
const hubots = fineGrainedToken({ ...everywhere, id: '9', owner: owner('hubot', 2), expiresAt: 'never' });
const others = [classicToken(), tokenRequest(everywhere), person()];

/** Three nights of acme, as the page has them, one of beta, a scan of acme that is under way, and a topic that is being told. */
export async function documentedWorld(client: DynamoDBDocumentClient): Promise<void> {
  const table = { client, name: 'patrol' };
  await ensureTable(table);
  const store = createStore(client);
  const scan = (org: string, day: number, items: readonly InventoryItem[]) =>
    runScan(
      scanInput({
        org: orgLogin(org),
        scan: at(day),
        store,
        github: scriptedGitHub({ lists: listsOf(items) }),
      }),
    );
  await scan('acme', 20, [octocats({ contents: 'read' }), hubots, ...others]);
  await scan('acme', 21, [octocats({ contents: 'read', administration: 'write' }), hubots, ...others]);
  await scan('acme', 22, [
    octocats({ administration: 'write' }),
    { ...hubots, expiresAt: instant('2027-10-01T00:00:00Z') },
    ...others,
  ]);
  await store.notePress(orgLogin('acme'), pressed());
  const found = { login: 'octocat', at: at(22), slack: 'U012ABCDEF', why: null };
  await store.noteOwnerAddress(orgLogin('acme'), found);
  await scan('beta', 22, [octocats({ contents: 'read' })]);
  await store.open({ org: orgLogin('acme'), scan: at(23), holder: 'another' });
  await store.stageChanges(orgLogin('acme'), at(23), [change({ item: octocats({}) })]);
  await store.claimChannel({ org: orgLogin('acme'), channel: 'sns:patrol-alerts', holder: 'another' });
}

function listsOf(items: readonly InventoryItem[]) {
  const isOf = (source: ListingSource, { kind }: InventoryItem) =>
    (KINDS_OF_SOURCE[source] as readonly string[]).includes(kind);
  return Object.fromEntries(
    LISTING_SOURCES.map((source) => [source, { items: items.filter((item) => isOf(source, item)) }]),
  );
}
