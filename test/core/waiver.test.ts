import type { Baseline } from '#core/baseline.ts';
import type { InventoryItem, ItemKey } from '#core/credential.ts';
import { plusDays } from '#core/instant.ts';
import { covers, excusesAt } from '#core/waiver.ts';
import { deployKey, fineGrainedToken, NIGHT, owner, repository, sshKey } from '#test/builders/items.ts';
import { ACME } from '#test/builders/scan-records.ts';
import { waiver } from '#test/builders/waivers.ts';

const NOTHING = { credential: null, owner: null, repository: null };
const repositories = (...names: string[]) =>
  fineGrainedToken({ repositories: names.map((name, id) => repository({ id, name })) });

describe('a waiver covers', () => {
  it.each<[string, Partial<ReturnType<typeof waiver>['match']>, InventoryItem, boolean]>([
    ['everything of the organisation, if it names nothing else', {}, fineGrainedToken(), true],
    [
      'the credential it names',
      { credential: 'fine-grained-token:101001' as ItemKey },
      fineGrainedToken(),
      true,
    ],
    ['no other', { credential: 'fine-grained-token:101002' as ItemKey }, fineGrainedToken(), false],
    ['none of another kind', { credential: 'ssh-key:101001' as ItemKey }, fineGrainedToken(), false],
    ['what its owner has', { owner: 'OCTOCAT' }, fineGrainedToken(), true],
    ['nothing of another owner', { owner: 'hubot' }, fineGrainedToken(), false],
    ['nothing without an owner', { owner: 'octocat' }, sshKey({ owner: null }), false],
    [
      'what fits all it names, and only that',
      { owner: 'octocat', credential: 'fine-grained-token:101001' as ItemKey },
      fineGrainedToken({ owner: owner('hubot') }),
      false,
    ],
    ['a token that reaches its repository', { repository: 'API' }, repositories('api'), true],
    ['none that also reaches another', { repository: 'api' }, repositories('api', 'web'), false],
    ['none that reaches nothing', { repository: 'api' }, repositories(), false],
    [
      'none whose repositories are not known',
      { repository: 'api' },
      fineGrainedToken({ repositories: null }),
      false,
    ],
    [
      'the deploy keys of its repository',
      { repository: 'api' },
      deployKey({ repository: repository({ name: 'api' }) }),
      true,
    ],
    ['no deploy key of another', { repository: 'web' }, deployKey(), false],
    ['nothing that has no repositories', { repository: 'api' }, sshKey(), false],
  ])('%s', (_, match, item, covered) => {
    expect(covers(waiver({}, { ...NOTHING, ...match }).match, item)).toBe(covered);
  });
});

describe('of what is excused', () => {
  const days = (count: number, ticket: string) => waiver({ until: plusDays(NIGHT, count), ticket });
  const baseline = (overrides: Partial<Baseline> = {}): Baseline => ({
    organisation: ACME,
    until: plusDays(NIGHT, 90),
    reason: 'found when we began',
    approvedBy: 'hubot',
    findings: { 'never-expires': ['fine-grained-token:101001' as ItemKey] },
    ...overrides,
  });
  const excuse = (waivers: readonly ReturnType<typeof waiver>[], accepted: Baseline | null = null) =>
    excusesAt({ waivers, baseline: accepted }, NIGHT)('never-expires', fineGrainedToken());

  it.each<[string, ReturnType<typeof waiver>[], string | undefined]>([
    ['the waiver that holds longest counts, be it last', [days(1, 'a'), days(3, 'b'), days(9, 'c')], 'c'],
    ['the waiver that holds longest counts, be it first', [days(9, 'a'), days(3, 'b'), days(1, 'c')], 'a'],
    ['the first counts where all hold as long', [days(5, 'a'), days(5, 'b'), days(5, 'c')], 'a'],
    ['a waiver still counts in its last second', [days(0, 'a')], 'a'],
    ['a waiver that lapsed does not count', [days(-1, 'a')], undefined],
    ['a waiver from another rule does not count', [waiver({ rule: 'unused' })], undefined],
  ])('%s', (_, waivers, ticket) => {
    expect(excuse(waivers)?.ticket).toBe(ticket);
  });

  it('the baseline says by when it must be gone, why, and who approved', () => {
    expect(excuse([], baseline())).toEqual({
      by: 'baseline',
      until: plusDays(NIGHT, 90),
      reason: 'found when we began',
      ticket: null,
      requestedBy: null,
      approvedBy: 'hubot',
    });
  });

  it.each<[string, Baseline, string | undefined]>([
    ['still counts in its last second', baseline({ until: NIGHT }), 'baseline'],
    ['does not count once it is over', baseline({ until: plusDays(NIGHT, -1) }), undefined],
    ['accepts nothing of a rule it does not name', baseline({ findings: {} }), undefined],
    [
      'accepts no credential it does not name',
      baseline({ findings: { 'never-expires': ['fine-grained-token:7' as ItemKey] } }),
      undefined,
    ],
  ])('the baseline %s', (_, accepted, by) => {
    expect(excuse([], accepted)?.by).toBe(by);
  });

  it.each<[string, Baseline | null]>([
    ['there is no baseline', null],
    ['the baseline is over', baseline({ until: plusDays(NIGHT, -1) })],
    ['the baseline is of other things', baseline({ findings: {} })],
  ])('nothing excuses what no waiver covers where %s', (_, accepted) => {
    expect(excuse([], accepted)).toBeNull();
  });

  it('a waiver goes before the baseline', () => {
    expect(excuse([days(1, 'a')], baseline())?.by).toBe('waiver');
  });
});
