import { createPublicKey } from 'node:crypto';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { queryAll } from '#adapters/dynamodb/query.ts';
import { publicKeyCheck } from '#adapters/signing/public-key-check.ts';
import { orgLogin } from '#core/credential.ts';
import { parseInstant, plusDays } from '#core/instant.ts';
import type { Store } from '#scan/store-port.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { TABLE_ACTIONS, TABLE_INDEXES } from '../../lib/grants.ts';
import { arn, type LocalFunctions, startFunctions } from './local-functions.ts';

const NIGHT = '2026-11-22T02:17:00Z';
const SCAN = 'scan:live' as const;
const SIGNING_KEY = arn('kms', 'key/signing');
const SIZE = {
  ...EMPTY,
  members: 5,
  repositories: 4,
  fineGrainedTokens: 12,
  subsetShare: 0.5,
  classicTokens: 4,
};
const LOGINS = ['calm', 'limited', 'refused'];

let simulator: Simulator;
let patrol: LocalFunctions;
let memory: LocalFunctions['memory'];
let cloud: LocalFunctions['cloud'];
let store: Store;

beforeAll(async () => {
  const organisations = LOGINS.map((login) => ({ login, size: SIZE }));
  simulator = await startSimulator({ world: createWorld({ seed: 'a night', lifeRate: 0, organisations }) });
  patrol = await startFunctions(['plan:live', SCAN], {
    simulator,
    environment: { PATROL_SIGNING_KEY: SIGNING_KEY },
  });
  ({ cloud, memory, store } = patrol);
}, 60_000);
afterAll(async () => {
  await Promise.all([patrol.close(), simulator.close()]);
});

describe('a night of three organisations, one limited for an hour and one that refuses', () => {
  it('plans, waits without computing, and says what it could not see', async () => {
    simulator.faults.add({
      on: { path: /^\/orgs\/limited\/personal-access-tokens$/ },
      do: { kind: 'rate-limit', secondsUntilReset: 3_600 },
    });
    simulator.faults.add({
      on: { path: /^\/orgs\/refused\/personal-access-tokens$/ },
      times: Number.POSITIVE_INFINITY,
      do: { kind: 'status', status: 403, body: { message: 'Resource not accessible by integration' } },
    });
    const output = await cloud.run('plan:live', { scheduled: NIGHT });
    expect(output).toMatchObject({ Status: 'SUCCEEDED' });
    expect(JSON.parse('Result' in output ? String(output.Result) : '')).toEqual({
      organisations: 3,
      complete: 2,
      partial: 1,
      failed: 0,
      leftToOthers: 0,
    });
    const scans = cloud.executions.filter(({ name }) => name === SCAN);
    const of = (login: string) => scans.find(({ event }) => JSON.stringify(event).includes(login));
    const waits = LOGINS.map((login) =>
      of(login)?.execution.updates.flatMap(({ WaitOptions }) => WaitOptions?.WaitSeconds ?? []),
    );
    expect(waits).toEqual([[], [expect.closeTo(3_600, -2)], []]);
    expect(LOGINS.map((login) => of(login)?.invocations)).toEqual([1, 2, 1]);
    const statuses = await Promise.all(
      LOGINS.map(async (login) => (await store.head(orgLogin(login)))?.status),
    );
    expect(statuses).toEqual(['complete', 'complete', 'partial']);
    expect(cloud.published.length).toBeGreaterThan(0);
    expect(
      cloud.scans
        .map((text) => JSON.parse(text))
        .map(({ organisation, status }) => [organisation, status])
        .toSorted(),
    ).toEqual([
      ['calm', 'complete'],
      ['limited', 'complete'],
      ['refused', 'partial'],
    ]);
    expect(patrol.metric('CompleteScans')).toHaveLength(2);
    expect(patrol.metric('PartialScans')).toHaveLength(1);
  }, 180_000);

  it('signs what it commits with the key it was given, for every organisation', async () => {
    const publicKey = createPublicKey(simulator.app.privateKey).export({ format: 'der', type: 'spki' });
    const check = publicKeyCheck(publicKey);
    for (const org of LOGINS.map(orgLogin)) {
      const head = await store.head(org);
      expect(head?.signature?.key).toBe(SIGNING_KEY);
      expect(check(head?.digest ?? '', head?.signature?.value ?? '')).toBe(true);
    }
  });

  it('uses the actions it was granted on the table and its indexes, and no others', () => {
    expect([...memory.actions].toSorted()).toEqual([...TABLE_ACTIONS].toSorted());
    expect([...memory.indexes].toSorted()).toEqual(TABLE_INDEXES);
  });

  it('uses no other service than those it was granted', () => {
    expect([...cloud.actions].toSorted()).toEqual(['kms:Sign', 'sns:Publish']);
  });

  it('keeps every checkpoint small', () => {
    const sizes = cloud.executions.flatMap(({ execution }) =>
      execution.updates.map(({ Payload = '' }) => Payload.length),
    );
    expect(Math.max(...sizes)).toBeLessThan(4_000);
  });

  it('does nothing twice when the schedule fires again', async () => {
    const { length } = cloud.published;
    const heads = await Promise.all(LOGINS.map((login) => store.head(orgLogin(login))));
    const output = await cloud.run('plan:live', { scheduled: NIGHT });
    expect(output).toMatchObject({ Status: 'SUCCEEDED' });
    expect(cloud.published).toHaveLength(length);
    expect(await Promise.all(LOGINS.map((login) => store.head(orgLogin(login))))).toEqual(heads);
    expect(patrol.metric('CompleteScans')).toHaveLength(2);
  });

  it('writes the scan into every line of the log, and no secret', () => {
    expect(patrol.log.filter((line) => line.includes('"Scanned"') && line.includes(NIGHT))).toHaveLength(6);
    expect(patrol.log.join('\n')).not.toMatch(/eyJ[\w-]+\.[\w-]+\.|ghs_\w{16}|PRIVATE KEY/);
  });
});

describe('a function that cannot sign in', () => {
  it('says that the key does not belong to the App, and counts it', async () => {
    simulator.faults.add({
      on: { path: /^\/orgs\/calm\/installation$/ },
      do: { kind: 'status', status: 401, body: { message: 'A JSON web token could not be decoded' } },
    });
    const output = await cloud.run(SCAN, { organisation: 'calm', scan: '2026-11-23T02:17:00Z' });
    expect(output).toMatchObject({ Status: 'FAILED' });
    expect(patrol.log.join('\n')).toContain("GitHub does not accept the App's key");
    expect(patrol.metric('FailedScans')).toHaveLength(1);
    expect(JSON.parse(cloud.scans.at(-1) ?? '')).toMatchObject({
      organisation: 'calm',
      status: 'failed',
      reason: expect.stringContaining("does not accept the App's key"),
      findings: null,
    });
    expect(cloud.published.at(-1)).toContain('scan-health');
  });

  it('says so, and counts it, when the night cannot even be planned', async () => {
    simulator.faults.add({
      on: { path: /^\/app\/installations$/ },
      do: { kind: 'status', status: 401, body: { message: 'A JSON web token could not be decoded' } },
    });
    const before = patrol.metric('FailedScans').length;
    const output = await cloud.run('plan:live', { scheduled: '2026-11-23T02:17:00Z' });
    expect(output).toMatchObject({ Status: 'FAILED' });
    expect(patrol.log.filter((line) => line.includes('The night was not planned'))).toEqual([
      expect.stringContaining("GitHub does not accept the App's key"),
    ]);
    expect(patrol.metric('FailedScans')).toHaveLength(before + 1);
  });

  it('refuses an event that is none', async () => {
    expect(await cloud.run(SCAN, { organisation: 'calm', scan: 'tonight' })).toMatchObject({
      Status: 'FAILED',
    });
  });
});

describe('a night after which somebody deleted a piece of the last snapshot', () => {
  it('is made all the same, counts the damage once, and says from which night the past was made again', async () => {
    const [before, last, tonight] = [1, 2, 3].map((days) => plusDays(parseInstant(NIGHT), days));
    for (const scan of [before, last]) await cloud.run(SCAN, { organisation: 'calm', scan });
    const partition = { partition: `SCAN#calm#${last}`, prefix: 'CHUNK#fine-grained-tokens' };
    const [piece] = await queryAll(memory.table, partition);
    const Key = { pk: piece?.['pk'], sk: piece?.['sk'] };
    await memory.table.client.send(new DeleteCommand({ TableName: memory.table.name, Key }));
    expect(patrol.metric('DamagedPieces')).toEqual([]);
    for (const _again of [1, 2]) {
      expect(await cloud.run(SCAN, { organisation: 'calm', scan: tonight })).toMatchObject({
        Status: 'SUCCEEDED',
      });
    }
    const counted = patrol.metric('DamagedPieces').map((line) => JSON.parse(line)['DamagedPieces']);
    expect(counted).toEqual([1]);
    const said = cloud.scans.map((text) => JSON.parse(text)).filter(({ rebuilt }) => rebuilt !== null);
    const event = {
      organisation: 'calm',
      scan: tonight,
      status: 'complete',
      rebuilt: { from: before, pieces: 1 },
    };
    expect(said).toEqual([expect.objectContaining(event), expect.objectContaining(event)]);
    const [line = ''] = patrol.log.filter((text) => text.includes('Stored history was damaged'));
    for (const words of [
      '"calm"',
      'ERROR',
      `the snapshot of scan ${before}`,
      'docs/runbook.md, DamagedHistory',
    ])
      expect(line).toContain(words);
    expect(patrol.log.join('\n')).toContain(`It is at SCAN#calm#${last} / CHUNK#fine-grained-tokens#00000#`);
  });
});
