import type { Finding } from '#core/finding.ts';
import { concerns, EVERYTHING, type Route, routeOf } from '#core/route.ts';
import { finding } from '#test/builders/items.ts';
import { ACME } from '#test/builders/scan-records.ts';

const owned = (owner: string | null): Partial<Finding> => ({
  credential: { ...finding().credential, owner },
});

describe('a route', () => {
  it.each<[string, Partial<Route>, Partial<Finding>, boolean]>([
    ['that says nothing takes what is quiet and nobody’s', {}, { ...owned(null), severity: 'low' }, true],
    ['takes what is as loud as it asks for', { severity: 'high' }, { severity: 'high' }, true],
    ['takes what is louder', { severity: 'high' }, { severity: 'critical' }, true],
    ['does not take what is quieter', { severity: 'high' }, { severity: 'medium' }, false],
    ['takes any of its rules', { rules: ['unused', 'expires-soon'] }, {}, true],
    ['takes no other rule', { rules: ['unused'] }, {}, false],
    ['without rules takes none', { rules: [] }, {}, false],
    ['takes any of its kinds', { kinds: ['ssh-key', 'fine-grained-token'] }, {}, true],
    ['takes no other kind', { kinds: ['ssh-key'] }, {}, false],
    ['takes any of its organisations, in any case', { organisations: ['beta', 'ACME-corp'] }, {}, true],
    ['takes no other organisation', { organisations: ['beta', 'gamma'] }, {}, false],
    ['takes what is of any of its owners, in any case', { owners: ['hubot', 'OctoCat'] }, {}, true],
    ['takes nothing of another owner', { owners: ['hubot'] }, {}, false],
    ['of owners takes nothing that is nobody’s', { owners: ['hubot'] }, owned(null), false],
  ])('%s', (_, overrides, of, takes) => {
    const route = { ...EVERYTHING, ...overrides };
    expect(routeOf([route], ACME, finding(of))).toBe(takes ? route : null);
  });

  it('that comes first has it', () => {
    const [high, first, second] = ['high', 'low', 'low'].map(
      (severity, index) => ({ ...EVERYTHING, name: `${index}`, severity }) as Route,
    ) as [Route, Route, Route];
    expect(routeOf([high, first, second], ACME, finding())).toBe(first);
    expect(routeOf([], ACME, finding())).toBeNull();
  });

  it.each<[Route['organisations'], boolean]>([
    [null, true],
    [['acme-corp'], true],
    [['beta', 'ACME-CORP'], true],
    [['beta'], false],
    [[], false],
  ])('of %p concerns Acme-Corp: %p', (organisations, expected) => {
    expect(concerns({ ...EVERYTHING, organisations }, ACME)).toBe(expected);
  });
});
