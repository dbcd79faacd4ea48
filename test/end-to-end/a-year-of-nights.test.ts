import fc from 'fast-check';
import { openEmbeddedStore } from '#adapters/dynamodb/embedded.ts';
import { sha256 } from '#adapters/engine/sha256.ts';
import { type ItemKey, keyOf, orgLogin } from '#core/credential.ts';
import { diffSnapshots } from '#core/diff.ts';
import { type Instant, plusDays, plusSeconds } from '#core/instant.ts';
import type { Change } from '#core/scan-record.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { findingsAsOf } from '#scan/history/findings-as-of.ts';
import { readSnapshot } from '#scan/history/read-snapshot.ts';
import { verifyChain } from '#scan/history/verify-chain.ts';
import type { Store } from '#scan/store-port.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import type { Organisation } from '#simulator/world/organisation.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { scratchFolder } from './patrol-process.ts';
import { simulatedNight } from './simulated-scan.ts';
import { type Expected, oracle } from './world-oracle.ts';

const ORG = orgLogin('acme');
const FIRST = '2025-11-22T02:00:00Z' as Instant;
/** A year takes minutes: `PATROL_NIGHTS=365`. By default a short one. */
const NIGHTS = Number(process.env['PATROL_NIGHTS'] ?? 8);
/** Milliseconds that a machine which does other things as well may take. */
const SLOW = 60_000 + NIGHTS * 10_000;
const INSTANTS = 50;
const night = (number: number) => plusDays(FIRST, number);

/** What the world remembers of one of its nights. */
interface Remembered extends Expected {
  /** Token → when it was last used, when it ends, what it may do. */
  readonly tokens: ReadonlyMap<string, string>;
}

/** On the disk: an emulator that keeps a year of a table in memory needs gigabytes. */
const scratch = scratchFolder();
let store: Store;
let simulator: Simulator;
const remembered: Remembered[] = [];

beforeAll(async () => {
  store = await openEmbeddedStore(scratch.path);
  const size = {
    ...EMPTY,
    members: 4,
    repositories: 3,
    fineGrainedTokens: 6,
    subsetShare: 0.4,
    classicTokens: 2,
    deployKeys: 1,
  };
  const world = createWorld({
    seed: 'a year',
    startsAt: FIRST,
    lifeRate: 3,
    organisations: [{ login: 'acme', size }],
  });
  simulator = await startSimulator({ world });
  const acme = world.organisation('acme');
  const expectedOf = oracle();
  for (let number = 0; number < NIGHTS; number += 1) {
    world.advanceTo(night(number));
    keepSmall(acme, number);
    await simulatedNight({ simulator, store, at: night(number) });
    const tokens = acme.fineGrainedTokens.map(
      ({ tokenId, expiresAt, lastUsedAt, permissions }) =>
        [`${tokenId}`, JSON.stringify([second(expiresAt), second(lastUsedAt), permissions])] as const,
    );
    remembered.push({ ...expectedOf(acme, night(number)), tokens: new Map(tokens) });
  }
}, SLOW);
afterAll(async () => {
  await simulator.close();
  await store.close();
  scratch.remove();
});

describe('a year of nights', () => {
  it(
    'is remembered at any instant as the world was, last use and findings included',
    async () => {
      const instant = fc.integer({ min: 0, max: NIGHTS * 86_400 - 1 });
      await fc.assert(
        fc.asyncProperty(instant, async (seconds) => {
          const record = await store.scanAt(ORG, plusSeconds(FIRST, seconds));
          const then = remembered[Math.floor(seconds / 86_400)];
          if (record === null || then === undefined) throw new RangeError('No scan was in force.');
          const { snapshot, damaged } = await readSnapshot(store, record, night(NIGHTS));
          expect(damaged).toEqual([]);
          expect(tokensIn(snapshot)).toEqual(then.tokens);
          expect(record.counts).toEqual(then.counts);
          expect(spoken(await findingsAsOf(store, ORG, record.id))).toEqual(then.findings);
        }),
        { numRuns: INSTANTS },
      );
    },
    SLOW,
  );

  it(
    'is reached from any earlier night by the changes since',
    async () => {
      const two = fc.tuple(fc.nat({ max: NIGHTS - 1 }), fc.nat({ max: NIGHTS - 1 }));
      await fc.assert(
        fc.asyncProperty(two, async (nights) => {
          const [from = 0, to = 0] = nights.toSorted((one, other) => one - other);
          const replayed = new Map(await snapshotOf(from));
          for await (const changes of store.changesBetween(ORG, night(from), night(to))) {
            apply(replayed, changes);
          }
          expect(diffSnapshots(replayed, await snapshotOf(to))).toEqual([]);
        }),
        { numRuns: 20 },
      );
    },
    SLOW,
  );

  it(
    'fits together, scan by scan',
    async () => {
      const verified = await verifyChain(store, ORG, { now: night(NIGHTS), sha256, check: null });
      expect(verified).toMatchObject({ count: NIGHTS, misfits: [], damaged: [] });
    },
    SLOW,
  );
});

/**
 * More is granted than given up, so an organisation grows, and a year of nights would take the time of a thousand. What
 * is too many goes, old and new alike.
 */
function keepSmall(acme: Organisation, number: number): void {
  const surplus = <Thing>(things: readonly Thing[], most: number): Thing[] =>
    Array.from(
      { length: Math.max(0, things.length - most) },
      (_, each) => things[(number * 7 + each) % most],
    ).filter((thing) => thing !== undefined);
  for (const { tokenId } of surplus(acme.fineGrainedTokens, 40)) acme.revokeToken(tokenId);
  for (const { id } of surplus(acme.tokenRequests, 8)) acme.removeTokenRequest(id);
  for (const { credentialId } of surplus(acme.ssoCredentials, 12)) acme.revokeCredential(credentialId);
  for (const { id } of surplus(
    acme.repositories.flatMap(({ deployKeys }) => deployKeys),
    8,
  ))
    acme.removeDeployKey(id);
}

async function snapshotOf(number: number): Promise<Snapshot> {
  const record = await store.scanAt(ORG, night(number));
  if (record === null) throw new RangeError('No such night.');
  return (await readSnapshot(store, record, night(NIGHTS))).snapshot;
}

function apply(
  snapshot: Map<ItemKey, { item: Change['item']; seen: Instant }>,
  changes: readonly Change[],
): void {
  for (const { change, item, key } of changes) {
    if (change === 'gone') snapshot.delete(key);
    else snapshot.set(key, { item, seen: FIRST });
  }
}

function tokensIn(snapshot: Snapshot): Map<string, string> {
  return new Map(
    [...snapshot.values()].flatMap(({ item }) =>
      item.kind === 'fine-grained-token'
        ? [[item.id, JSON.stringify([item.expiresAt, item.lastUsedAt, item.permissions])] as const]
        : [],
    ),
  );
}

function spoken(findings: Awaited<ReturnType<typeof findingsAsOf>>): string[] {
  return findings
    .filter(({ state }) => state === 'open')
    .map(({ credential, rule, tier }) => `${rule} ${keyOf(credential)}${tier === null ? '' : ` ${tier}`}`)
    .toSorted();
}

/** As GitHub would write it, to the second. */
function second(text: string | null): string {
  return text === null ? 'never' : `${text.slice(0, 19)}Z`;
}
