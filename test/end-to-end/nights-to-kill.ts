import { sign } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createStore } from '#adapters/dynamodb/store.ts';
import type { Signer } from '#scan/ports.ts';
import { commitScan } from '#scan/run-scan.ts';
import { classicToken, fineGrainedToken, instant, owner, person } from '#test/builders/items.ts';
import { scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';

const kept = fineGrainedToken({ expiresAt: 'never' });
const leaving = fineGrainedToken({ id: '7', expiresAt: instant('2026-12-01T00:00:00Z') });
const NIGHTS = [
  { at: '2026-11-21T02:00:00Z', tokens: [kept, leaving], keys: [classicToken()], people: [person()] },
  {
    at: '2026-11-22T02:00:00Z',
    tokens: [{ ...kept, name: 'renamed', expiresAt: instant('2027-05-01T00:00:00Z') }],
    keys: [classicToken({ scopes: ['repo', 'admin:org'] })],
    people: [person(), person({ id: '2', owner: owner('hubot', 2) })],
  },
] as const;
export type NightNumber = 0 | 1;

/** One scan of acme with the whole store beneath it; the same night again is the same run resumed. */
export async function scanNight(
  client: DynamoDBDocumentClient,
  table: string,
  number: NightNumber,
): Promise<void> {
  const { at, keys, people, tokens } = NIGHTS[number];
  const github = scriptedGitHub({
    lists: {
      'fine-grained-tokens': { items: tokens },
      'sso-credentials': { items: keys },
      people: { items: people },
    },
  });
  await commitScan(
    scanInput({ scan: instant(at), store: createStore(client, { table }), github, signer: signer() }),
  );
}

/** The PEM of an RSA key, which the processes of one test share. */
export const SIGNING_KEY = 'PATROL_TEST_SIGNING_KEY';

function signer(): Signer {
  const key = process.env[SIGNING_KEY] ?? '';
  const value = (digest: string) => sign('sha256', Buffer.from(digest), key).toString('base64');
  return { sign: async (digest) => ({ key: 'a test', algorithm: 'RSA', value: value(digest) }) };
}
