import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { OrgLogin } from '#core/credential.ts';
import { type Instant, instantOf } from '#core/instant.ts';
import { DEFAULT_RETENTION, type Retention, snapshotUntil } from '#core/retention.ts';
import type { Store } from '#scan/store-port.ts';
import { scanAt, scansOf } from './archive.ts';
import { readChunks, writeChunk } from './chunks.ts';
import { takeClaim } from './claim.ts';
import { collectPages } from './collect-pages.ts';
import { itemOf } from './current.ts';
import { deliveryOf, saidOf, writeDeliveries } from './deliveries.ts';
import { findingsAbout, findingsNow, findingsToJudge } from './findings-now.ts';
import { commitHead, dropLease, expectOpen, readHead, renewLease } from './head.ts';
import { openScan, sweepSome } from './open-scan.ts';
import { noteOwnerAddress, ownerAddressOf } from './owner-addresses.ts';
import { pressMemory } from './presses.ts';
import { projectSome } from './project.ts';
import { queryAll } from './query.ts';
import { questions } from './questions.ts';
import { unspillRecord } from './record.ts';
import { changesBetween, transitionsUpTo } from './scan-by-scan.ts';
import {
  removeEarlierAttempt,
  stagedChanges,
  stagedTransitions,
  writeChanges,
  writeTransitions,
} from './staged.ts';
import { DEFAULT_TABLE_NAME, type Table } from './table.ts';
import { credentialTimeline, findingLife } from './timelines.ts';

export interface StoreOptions {
  /** Name of the table. */
  readonly table?: string;
  /** For people; the table's address by default. */
  readonly place?: string;
  /** Nobody else can reach this database, so a lease of somebody else is one of the dead. */
  readonly exclusive?: boolean;
  readonly now?: () => Instant;
  /** How long what is staged is kept; the default if not said. */
  readonly retention?: Retention;
  readonly close?: () => Promise<void>;
}

/** The memory in one DynamoDB table, as `docs/data-model.md` describes it. The table must exist. */
export function createStore(client: DynamoDBDocumentClient, options: StoreOptions = {}): Store {
  const { exclusive = false, now = () => instantOf(new Date()) } = options;
  const retention = options.retention ?? DEFAULT_RETENTION;
  const table: Table = { client, name: options.table ?? DEFAULT_TABLE_NAME };
  return {
    place: options.place ?? `dynamodb://${table.name}`,
    keeping: (other) => createStore(client, { ...options, retention: other }),
    open: (claim) => openScan(table, claim, { exclusive, now }),
    sweep: (claim, most) => sweepSome(table, claim, { most, now: now() }),
    renew: (org, scan, holder) => renewLease(table, { org, scan, holder }, now()),
    hold: ({ until, ...claim }) => renewLease(table, claim, now(), until),
    release: (org, scan, holder) => dropLease(table, { org, scan, holder }),
    putChunk: (org, scan, chunk) =>
      writeChunk(table, org, scan, { ...chunk, keptUntil: snapshotUntil({ id: scan, retention }) }),
    readChunks: (org, scan, refs, damaged) => readChunks(table, org, scan, refs, damaged),
    async discardStaged(org, scan, keep, most) {
      await expectOpen(table, org, scan);
      const removed = await removeEarlierAttempt(table, org, scan, { keep, most });
      return removed < most ? 'done' : 'more';
    },
    async stageChanges(org, scan, changes) {
      await expectOpen(table, org, scan);
      await writeChanges(table, org, { id: scan, retention }, changes);
    },
    async stageTransitions(org, scan, transitions) {
      await expectOpen(table, org, scan);
      await writeTransitions(table, org, { id: scan, retention }, transitions);
    },
    commit: (record, holder) => commitHead(table, record, holder),
    project: (org, from) => projectSome(table, org, from),
    claimChannel: (request) => takeClaim(table, request, { exclusive, now }),
    async deliveries(org, channel) {
      return (await queryAll(table, questions.deliveries(org, channel))).map(deliveryOf);
    },
    saidOf: (org, finding) => saidOf(table, org, finding),
    noteDeliveries: (org, deliveries, kept = retention) => writeDeliveries(table, org, deliveries, kept),
    ...pressMemory(table),
    async ownerAddresses(org) {
      return (await queryAll(table, questions.ownerAddresses(org))).map(ownerAddressOf);
    },
    noteOwnerAddress: (org, address) => noteOwnerAddress(table, org, address),
    async head(org) {
      const { stored } = await readHead(table, org);
      return stored === null ? null : unspillRecord(table, stored);
    },
    async isBehind(org) {
      return !(await readHead(table, org)).projected;
    },
    scanAt: (org, instant) => scanAt(table, org, instant),
    scans: (org) => scansOf(table, org),
    transitionsUpTo: (org, upTo) => transitionsUpTo(table, org, upTo),
    async findings(org, states) {
      return (await findingsNow(table, org)).filter(({ state }) => states.includes(state));
    },
    findingsToJudge: (org) => findingsToJudge(table, org),
    findingsAbout: (org, key) => findingsAbout(table, org, key),
    changes: (org, scan) => collectPages(stagedChanges(table, org, scan)),
    transitions: (org, scan) => collectPages(stagedTransitions(table, org, scan)),
    changesBetween: (org, after, upTo) => changesBetween(table, org, after, upTo),
    timeline: (org, key, upTo) => credentialTimeline(table, org, key, upTo),
    findingLife: (org, id, upTo) => findingLife(table, org, id, upTo),
    async ownedBy(login) {
      return (await queryAll(table, questions.ownedBy(login))).map(itemOf);
    },
    async expiring(org, from, to) {
      return (await queryAll(table, questions.expiring(org, from, to))).map((item) => itemOf(item).item);
    },
    async organisations() {
      const items = await queryAll(table, questions.organisations());
      return items.map(({ org }) => org as OrgLogin);
    },
    async close() {
      client.destroy();
      await options.close?.();
    },
  };
}
