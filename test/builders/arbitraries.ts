import fc from 'fast-check';
import { type InventoryItem, keyOf } from '#core/credential.ts';
import { instantOf } from '#core/instant.ts';
import {
  appInstallation,
  classicToken,
  deployKey,
  fineGrainedToken,
  person,
  repository,
  sshKey,
  tokenRequest,
} from './items.ts';

const moment = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  .map(instantOf);
const expiry = fc.oneof(fc.constantFrom('never' as const, 'unknown' as const), moment);
const lastUse = expiry;
const id = fc.integer({ min: 1, max: 40 }).map(String);
const level = fc.constantFrom('read', 'write', 'admin', 'levitate');
const permissions = fc.dictionary(
  fc.constantFrom('organization', 'repository', 'other'),
  fc.dictionary(fc.constantFrom('contents', 'members', 'workflows', 'time_travel', '__proto__'), level),
);
const repositories = fc
  .uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 4 })
  .map((ids) => ids.toSorted((one, other) => one - other).map((number) => repository({ id: number })));

const scopes = fc.option(fc.array(fc.constantFrom('repo', 'gist', 'read:org', 'admin:org', 'new:scope')));
/** Few enough that people own several things, and that some owners are nobody here. */
const number = fc.integer({ min: 1, max: 6 });
const somebody = fc.option(fc.record({ id: fc.option(number), login: number.map((each) => `user-${each}`) }));
const reach = {
  permissions,
  repositories: fc.option(repositories),
  repositorySelection: fc.constantFrom('all', 'subset', 'none', 'some-new-word'),
};
const common = {
  id,
  owner: somebody,
  expiresAt: expiry,
  lastUsedAt: lastUse,
  name: fc.string({ unit: 'binary' }),
};

const item: fc.Arbitrary<InventoryItem> = fc.oneof(
  fc
    .record({ ...common, ...reach, grantedAt: fc.option(moment) })
    .map((overrides) => fineGrainedToken(overrides)),
  fc.record({ ...common, scopes, grantedAt: fc.option(moment) }).map((overrides) => classicToken(overrides)),
  fc.record({ ...common, grantedAt: fc.option(moment) }).map((overrides) => sshKey(overrides)),
  fc
    .record({
      id,
      permissions,
      suspendedAt: fc.option(moment),
      repositorySelection: reach.repositorySelection,
    })
    .map((overrides) => appInstallation(overrides)),
  fc
    .record({ id, owner: somebody, lastUsedAt: lastUse, readOnly: fc.boolean() })
    .map((overrides) => deployKey(overrides)),
  fc
    .record({ id, owner: somebody, expiresAt: expiry, requestedAt: moment, ...reach })
    .map((overrides) => tokenRequest(overrides)),
  fc
    .record({
      number,
      role: fc.constantFrom('admin', 'member', 'outside-collaborator'),
      twoFactor: fc.constantFrom('enabled' as const, 'disabled' as const, 'unknown' as const),
    })
    .map(({ number: each, ...overrides }) =>
      person({ id: `${each}`, owner: { id: each, login: `user-${each}` }, ...overrides }),
    ),
);

/** What one organisation may hold: each thing once. */
export const inventory: fc.Arbitrary<InventoryItem[]> = fc.uniqueArray(item, {
  selector: keyOf,
  maxLength: 30,
});
