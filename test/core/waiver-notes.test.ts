import { type InventoryItem, type ItemKey, keyOf } from '#core/credential.ts';
import { evaluate } from '#core/evaluate.ts';
import { plusDays } from '#core/instant.ts';
import { BUILT_IN_POLICY } from '#core/policy/policy.ts';
import { LISTING_SOURCES, type SettledReading } from '#core/reading.ts';
import { rules } from '#core/rules/registry.ts';
import type { Sighting, Snapshot } from '#core/snapshot.ts';
import type { Waiver } from '#core/waiver.ts';
import { waiverNotes } from '#core/waiver-notes.ts';
import { scanFacts } from '#test/builders/facts.ts';
import { classicToken, fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { waiver } from '#test/builders/waivers.ts';

const EARLIER = plusDays(NIGHT, -1);

interface World {
  readonly items?: readonly InventoryItem[];
  readonly seen?: Sighting['seen'];
  /** The id of one that was not seen tonight. */
  readonly seenEarlier?: string;
  readonly readings?: Partial<Record<string, Partial<SettledReading>>>;
  readonly policy?: typeof BUILT_IN_POLICY;
}

function notesOf(
  waivers: readonly Waiver[],
  { items = [], seen = NIGHT, seenEarlier, readings = {}, policy }: World,
) {
  const current: Snapshot = new Map(
    items.map((item) => [keyOf(item), { item, seen: item.id === seenEarlier ? EARLIER : seen }]),
  );
  return waiverNotes({
    scan: NIGHT,
    waivers,
    rules,
    judgements: evaluate(current, rules, {
      policy: policy ?? BUILT_IN_POLICY,
      now: NIGHT,
      facts: scanFacts({ items }),
    }),
    current,
    readings: LISTING_SOURCES.map((source) => ({
      source,
      status: 'complete',
      count: 1,
      pages: 1,
      reason: null,
      missingPermission: null,
      carriedOver: 0,
      lastComplete: NIGHT,
      ...readings[source],
    })),
  }).map(({ kind, failing }) => [kind, failing]);
}

const failing = fineGrainedToken({ expiresAt: 'never' });
const passing = fineGrainedToken();
const unsure = fineGrainedToken({ expiresAt: 'unknown' });
const ofOwner = { credential: null, owner: 'octocat' };
const tokensRefused = { 'fine-grained-tokens': { status: 'refused' as const } };
const ssoRefused = { 'sso-credentials': { status: 'refused' as const } };
const ssoNeverThere = { 'sso-credentials': { status: 'unavailable' as const, lastComplete: null } };
const ssoThereOnce = { 'sso-credentials': { status: 'unavailable' as const, lastComplete: EARLIER } };

describe('of a waiver that', () => {
  it.each<[string, Waiver, World, unknown[]]>([
    ['is used and holds for 15 days', waiver({ until: plusDays(NIGHT, 15) }), { items: [failing] }, []],
    [
      'is used and holds for 14 days',
      waiver({ until: plusDays(NIGHT, 14) }),
      { items: [failing] },
      [['lapses-soon', 1]],
    ],
    ['is used on its last night', waiver({ until: NIGHT }), { items: [failing] }, [['lapses-soon', 1]]],
    ['lapsed', waiver({ until: plusDays(NIGHT, -0.01) }), { items: [failing] }, [['lapsed', 1]]],
    ['lapsed, and nothing of it is left', waiver({ until: EARLIER }), {}, [['lapsed', 0]]],
    ['matches nothing', waiver(), {}, [['matches-nothing', 0]]],
    ['matches nothing its rule judges', waiver({}, ofOwner), {}, [['matches-nothing', 0]]],
    ['matches nothing, unseen', waiver(), { readings: tokensRefused }, []],
    [
      'matches nothing, while something else is unseen',
      waiver(),
      { readings: ssoRefused },
      [['matches-nothing', 0]],
    ],
    ['an owner no longer needs, as far as seen', waiver({}, ofOwner), { readings: ssoRefused }, []],
    [
      'an owner no longer needs, where one list never existed',
      waiver({}, ofOwner),
      { readings: ssoNeverThere },
      [['matches-nothing', 0]],
    ],
    [
      'an owner no longer needs, where one list has gone',
      waiver({}, ofOwner),
      { readings: ssoThereOnce },
      [],
    ],
    [
      'names a credential of a list that never existed',
      waiver({}, { credential: 'classic-token:1' as ItemKey }),
      { readings: ssoNeverThere },
      [],
    ],
    ['excuses what passes', waiver(), { items: [passing] }, [['excuses-nothing', 0]]],
    ['excuses what cannot be told', waiver(), { items: [unsure] }, []],
    ['excuses what passed when it was last seen', waiver(), { items: [passing], seen: EARLIER }, []],
    [
      'excuses one that fails and one that passes',
      waiver({}, ofOwner),
      { items: [failing, classicToken({ expiresAt: plusDays(NIGHT, 60) })] },
      [],
    ],
    [
      'is for a rule that is switched off',
      waiver(),
      {
        items: [failing],
        policy: {
          ...BUILT_IN_POLICY,
          rules: { 'never-expires': { enabled: false, severity: null, options: {}, kinds: {} } },
        },
      },
      [['excuses-nothing', 0]],
    ],
    [
      'is for a repository, while the reach of a token is unknown',
      waiver({}, { credential: null, repository: 'api' }),
      { items: [fineGrainedToken({ repositories: null })] },
      [],
    ],
    [
      'is for a repository, while the reach of one token of two is unknown',
      waiver({}, { credential: null, repository: 'api' }),
      { items: [fineGrainedToken({ repositories: null }), classicToken()] },
      [],
    ],
    [
      'is for a repository, while a token reaches all of them',
      waiver({}, { credential: null, repository: 'api' }),
      { items: [fineGrainedToken({ repositorySelection: 'all', repositories: null })] },
      [['matches-nothing', 0]],
    ],
    [
      'is for an owner, while the reach of a token of another is unknown',
      waiver({}, { credential: null, owner: 'hubot' }),
      { items: [fineGrainedToken({ repositories: null })] },
      [['matches-nothing', 0]],
    ],
    [
      'is for an owner, where one list was refused each night',
      waiver({}, ofOwner),
      { readings: { 'sso-credentials': { status: 'refused', lastComplete: null } } },
      [],
    ],
    [
      'excuses one that passes, and one that passed when it was last seen',
      waiver({}, ofOwner),
      { items: [passing, fineGrainedToken({ id: '7' })], seenEarlier: '7' },
      [],
    ],
    [
      'is for a rule that no longer exists',
      waiver({ rule: 'gone' }),
      { items: [failing] },
      [['matches-nothing', 0]],
    ],
    [
      'is for an owner and a rule that no longer exists',
      waiver({ rule: 'gone' }, ofOwner),
      { items: [failing] },
      [['matches-nothing', 0]],
    ],
    ...(
      [
        ['never-expires', 'fine-grained-tokens'],
        ['request-waiting', 'token-requests'],
        ['deploy-key-can-write', 'deploy-keys'],
      ] as const
    ).map(([rule, source]): [string, Waiver, World, unknown[]] => [
      `is for a repository and ${rule}, while the ${source} are unseen`,
      waiver({ rule }, { credential: null, repository: 'api' }),
      { readings: { [source]: { status: 'refused' } } },
      [],
    ]),
    [
      'is for a repository nobody reaches',
      waiver({}, { credential: null, repository: 'api' }),
      { items: [failing], readings: ssoRefused },
      [['matches-nothing', 0]],
    ],
  ])('%s', (_, one, world, notes) => {
    expect(notesOf([one], world)).toEqual(notes);
  });
});
