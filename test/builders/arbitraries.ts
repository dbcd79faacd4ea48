import fc from 'fast-check';
import { type InventoryItem, keyOf } from '#core/credential.ts';
import { instantOf } from '#core/instant.ts';
import { classicToken, deployKey, fineGrainedToken, person, repository } from './items.ts';

const moment = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  .map(instantOf);
const expiry = fc.oneof(fc.constant('never' as const), moment);
const id = fc.integer({ min: 1, max: 40 }).map(String);
const level = fc.constantFrom('read', 'write', 'admin', 'levitate');
const permissions = fc.dictionary(
  fc.constantFrom('organization', 'repository', 'other'),
  fc.dictionary(fc.constantFrom('contents', 'members', 'workflows', 'time_travel', '__proto__'), level),
);
const repositories = fc
  .uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 4 })
  .map((ids) => ids.toSorted((one, other) => one - other).map((number) => repository({ id: number })));

const item: fc.Arbitrary<InventoryItem> = fc.oneof(
  fc
    .record({
      id,
      expiresAt: expiry,
      lastUsedAt: expiry,
      permissions,
      repositories,
      name: fc.string({ unit: 'binary' }),
    })
    .map((overrides) => fineGrainedToken(overrides)),
  fc
    .record({
      id,
      expiresAt: expiry,
      lastUsedAt: expiry,
      scopes: fc.array(fc.constantFrom('repo', 'gist', 'new:scope')),
    })
    .map((overrides) => classicToken(overrides)),
  fc.record({ id, readOnly: fc.boolean() }).map((overrides) => deployKey(overrides)),
  fc.record({ id }).map((overrides) => person(overrides)),
);

/** What one organisation may hold: each thing once. */
export const inventory: fc.Arbitrary<InventoryItem[]> = fc.uniqueArray(item, {
  selector: keyOf,
  maxLength: 30,
});
