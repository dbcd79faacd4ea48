import { Agent } from 'node:https';
import type { Store } from '#scan/store-port.ts';
import { documentClient } from './client.ts';
import { openEmbeddedStore } from './embedded.ts';
import { createStore } from './store.ts';
import { StoreBusyError } from './store-errors.ts';
import { ensureTable, tableExists } from './table.ts';

export interface OpenStoreOptions {
  /** Seconds to wait for another process to leave the folder; 0 by default. */
  readonly waitSeconds?: number;
  /** Told once, before the first wait. */
  readonly onWait?: (error: StoreBusyError) => void;
}

/** Of the environment, what says that the endpoint is not AWS; the rest is read by the SDK. */
interface Environment {
  readonly AWS_ENDPOINT_URL?: string | undefined;
  readonly AWS_ENDPOINT_URL_DYNAMODB?: string | undefined;
}

const DYNAMODB = /^dynamodb:\/\/([\w.-]{3,255})$/;
const FOLDER = /^(?:[.]|\/)/;
const POLL_MS = 250;

/**
 * Opens the store that `place` names: a folder (`./.patrol`) or a table (`dynamodb://patrol`), the latter with the
 * AWS SDK's own credentials, region and endpoint.
 *
 * @throws {RangeError} when it is neither.
 * @throws {StoreBusyError} when another process has the folder open, longer than `waitSeconds`.
 */
export async function openStore(
  place: string,
  env: Environment,
  options: OpenStoreOptions = {},
): Promise<Store> {
  const table = DYNAMODB.exec(place)?.[1];
  if (table !== undefined) return openTable(place, table, env);
  if (FOLDER.test(place)) return waitFor(() => openEmbeddedStore(place), options);
  throw new RangeError(
    `"${place}" is no store. Name a folder, such as ./.patrol, or a DynamoDB table, such as dynamodb://patrol.`,
  );
}

async function openTable(place: string, name: string, env: Environment): Promise<Store> {
  const client = documentClient({
    requestHandler: { httpsAgent: new Agent({ keepAlive: true, maxSockets: 50 }) },
  });
  const table = { client, name };
  const isLocal = Boolean(env.AWS_ENDPOINT_URL_DYNAMODB || env.AWS_ENDPOINT_URL);
  try {
    if (isLocal) await ensureTable(table);
    else if (!(await tableExists(table))) throw missingTable(name);
  } catch (error) {
    client.destroy();
    throw error;
  }
  return createStore(client, { table: name, place });
}

function missingTable(name: string): Error {
  return new Error(
    `The DynamoDB table "${name}" does not exist in this account and region. Deploy Patrol (docs/deploy.md), or check AWS_REGION, AWS_PROFILE and the name of the table.`,
  );
}

async function waitFor(open: () => Promise<Store>, options: OpenStoreOptions): Promise<Store> {
  const { waitSeconds = 0, onWait } = options;
  const attempts = Math.ceil((waitSeconds * 1_000) / POLL_MS);
  for (let attempt = 0; ; attempt++) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof StoreBusyError) || attempt >= attempts) throw error;
      if (attempt === 0) onWait?.(error);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}
