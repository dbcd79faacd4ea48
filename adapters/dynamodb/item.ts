import { type Attributes, escaped, unescaped } from './attributes.ts';
import type { Key } from './keys.ts';
import { packText, unpackText } from './packed-text.ts';
import { NewerStoreError } from './store-errors.ts';

export type ItemType =
  | 'head'
  | 'scan'
  | 'record-part'
  | 'chunk'
  | 'change'
  | 'transition'
  | 'credential'
  | 'token-request'
  | 'person'
  | 'finding'
  | 'delivery'
  | 'claim'
  | 'press'
  | 'owner-address'
  | 'organisation';

/** Until version 2 a finding was one item, in which was noted what was said of it at the terminal (ADR 0016). */
export const SCHEMA_VERSION = 2;
const KNOWN_VERSIONS: readonly unknown[] = [SCHEMA_VERSION - 1, SCHEMA_VERSION];

/** DynamoDB ends at 400 KB an item; a body beyond this is compressed into one attribute. */
const PLAIN_BYTES = 300_000;

/** Attributes that serve keys, indexes and upkeep: everything else of an item is its body. */
const UPKEEP = new Set([
  'pk',
  'sk',
  'type',
  'schemaVersion',
  'org',
  'lastChange',
  'timelineOf',
  'timelineAt',
  'ownerLogin',
  'ownedIn',
  'listedIn',
  'listedAt',
  'expireAt',
  'packed',
]);

/** An item whose body is JSON in plain attributes, readable in the console; a very large one is `packed` instead. */
export function makeItem(key: Key, type: ItemType, upkeep: Attributes, body: object): Attributes & Key {
  return { ...bareItem(key, type), ...upkeep, ...attributesFrom(body) };
}

/** What every item has. */
export function bareItem(key: Key, type: ItemType): Attributes & Key {
  return { ...key, type, schemaVersion: SCHEMA_VERSION };
}

/** What `makeItem` was given as the body. */
export function bodyOf(item: Attributes): Attributes {
  expectKnownVersion(item);
  const { packed } = item;
  if (packed instanceof Uint8Array) return JSON.parse(unpackText(packed)) as Attributes;
  const body: Record<string, unknown> = {};
  // A loop, because a scan reads a hundred thousand findings.
  for (const name of Object.keys(item)) if (!UPKEEP.has(name)) body[name] = unescaped(item[name]);
  return body;
}

/** @throws {Error} when a later Patrol wrote the item in a form this one does not know. */
export function expectKnownVersion({ pk, sk, schemaVersion }: Attributes): void {
  if (KNOWN_VERSIONS.includes(schemaVersion)) return;
  throw new NewerStoreError(
    `Item ${String(pk)} / ${String(sk)} has schema version ${String(schemaVersion)}, and this Patrol reads versions ${KNOWN_VERSIONS.join(' and ')} only. Use the Patrol that wrote it, or a newer one.`,
  );
}

function attributesFrom(body: object): Attributes {
  const text = JSON.stringify(body);
  const small = text.length * 3 <= PLAIN_BYTES || Buffer.byteLength(text) <= PLAIN_BYTES;
  if (!small) return { packed: packText(text) };
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, escaped(value)]));
}
