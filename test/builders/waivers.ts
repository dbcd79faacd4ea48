import fc from 'fast-check';
import { type ItemKey, orgLogin } from '#core/credential.ts';
import { plusDays } from '#core/instant.ts';
import { rules } from '#core/rules/registry.ts';
import type { Waiver } from '#core/waiver.ts';
import { NIGHT } from './items.ts';

/** Excuses the builders' fine-grained token from having an end, for thirty days. */
export function waiver(overrides: Partial<Waiver> = {}, match: Partial<Waiver['match']> = {}): Waiver {
  return {
    rule: 'never-expires',
    match: {
      organisation: orgLogin('acme'),
      credential: 'fine-grained-token:101001' as ItemKey,
      owner: null,
      repository: null,
      ...match,
    },
    reason: 'a vendor that cannot renew',
    ticket: 'SEC-1',
    requestedBy: 'octocat',
    approvedBy: 'hubot',
    until: plusDays(NIGHT, 30),
    ...overrides,
  };
}

/** Of any rule, for much or little, lapsed or not. */
export const anyWaiver: fc.Arbitrary<Waiver> = fc
  .record({
    rule: fc.constantFrom(...rules.map(({ id }) => id)),
    owner: fc.option(fc.constantFrom('octocat', 'OctoCat', 'hubot')),
    days: fc.integer({ min: -2, max: 5 }),
  })
  .map(({ rule, owner, days }) =>
    waiver({ rule, until: plusDays(NIGHT, days) }, { credential: null, owner }),
  );
