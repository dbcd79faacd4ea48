import { openStore } from '#adapters/dynamodb/open-store.ts';
import { createStore } from '#adapters/dynamodb/store.ts';
import { ACME } from '#test/builders/scan-records.ts';
import { type Database, startDynalite } from './database.ts';
import { NIGHTS, runNight } from './suite/night.ts';

const SETTINGS = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
};
const before = { ...process.env };
let database: Database;

beforeAll(async () => {
  database = await startDynalite();
  const client = database.connect();
  const { hostname, port } = (await client.config.endpoint?.()) ?? {};
  Object.assign(process.env, SETTINGS, { AWS_ENDPOINT_URL_DYNAMODB: `http://${hostname}:${port}` });
});
afterAll(async () => {
  process.env = before;
  await database.close();
});

describe('opening a store', () => {
  it('creates a missing table where the endpoint is not AWS, and finds it again', async () => {
    const store = await openStore('dynamodb://nightly.watch', process.env);
    expect(store.place).toBe('dynamodb://nightly.watch');
    await runNight(store, NIGHTS[0], 'me');
    await store.close();
    const again = await openStore('dynamodb://nightly.watch', process.env);
    expect(await again.organisations()).toEqual([ACME]);
    await again.close();
    const direct = createStore(database.connect(), { table: 'nightly.watch' });
    expect(await direct.head(ACME)).toMatchObject({ id: NIGHTS[0].id });
  });

  it('creates nothing in AWS, and says how to get a table there', async () => {
    await expect(openStore('dynamodb://missing', {})).rejects.toThrow(
      'The DynamoDB table "missing" does not exist in this account and region. Deploy Patrol (docs/deploy.md), or check AWS_REGION, AWS_PROFILE and the name of the table.',
    );
  });

  it.each(['patrol', 'dynamodb://', 'dynamodb://a b', 's3://bucket', ''])(
    'of "%s" says which forms there are',
    async (place) => {
      const opening = openStore(place, process.env);
      await expect(opening).rejects.toThrow(RangeError);
      await expect(opening).rejects.toThrow(
        `"${place}" is no store. Name a folder, such as ./.patrol, or a DynamoDB table, such as dynamodb://patrol.`,
      );
    },
  );
});
