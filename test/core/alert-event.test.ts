import fc from 'fast-check';
import { attributesOf, type PatrolEvent } from '#core/alert-event.ts';
import { alertEvent, digestEvent, scanFailureEvent } from '#core/alert-event-of.ts';
import { type InventoryItem, keyOf, orgLogin } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import {
  appInstallation,
  classicToken,
  deployKey,
  finding,
  fineGrainedToken,
  fingerprint,
  NIGHT,
  person,
  repository,
} from '#test/builders/items.ts';
import { scanRecord } from '#test/builders/scan-records.ts';

const sites = { github: 'https://github.com', rules: 'https://wiki.example/rules/' };
const telling = (...items: InventoryItem[]) => ({
  record: scanRecord(),
  items: new Map(items.map((item) => [keyOf(item), item])),
  sites,
});
const open = finding({ severity: 'high', tier: 7 });
const over = finding({ ...open, state: 'resolved', resolvedAt: NIGHT, cause: 'renewed' });

describe('the event of one finding', () => {
  it('says what, whose, since when, last used, what it reaches, what to do and where', () => {
    const event = alertEvent(telling(fineGrainedToken()), { finding: open, reason: 'first-seen' });
    expect(event).toMatchObject({
      schemaVersion: 1,
      kind: 'alert',
      action: 'trigger',
      reason: 'first-seen',
      organisation: 'Acme-Corp',
      scan: NIGHT,
      lastCompleteScan: NIGHT,
      dedupKey: `patrol/${open.id}`,
      finding: {
        credential: { name: 'release notes', reaches: '1 repository: hello-world' },
        owner: 'octocat',
      },
      subject: expect.stringMatching(/^\[Acme-Corp\] HIGH expires-soon: The fine-grained token/),
    });
    expect(event.body).toBe(
      `HIGH expires-soon (new): The fine-grained token "release notes" of octocat expires on 2026-12-04.

Owner: octocat
Since: 2026-11-22
Last used: 2026-11-21
Reaches: 1 repository: hello-world
Credential: fine-grained-token:101001
To do: Renew it, or let it lapse if nothing uses it any more.
At GitHub: https://github.com/organizations/Acme-Corp/settings/personal-access-tokens/active
Rule: https://wiki.example/rules/expires-soon.md
Its life: patrol explain ${open.id.slice(0, 12)} --org Acme-Corp

Last complete scan of Acme-Corp: 2026-11-22 02:00 UTC.`,
    );
  });

  it('resolves under the key it was triggered under, and says why it is over', () => {
    const event = alertEvent(telling(), { finding: over, reason: 'resolved' });
    expect(event).toMatchObject({ action: 'resolve', dedupKey: `patrol/${open.id}` });
    expect(event.subject).toContain('RESOLVED (renewed) expires-soon');
    expect(event.body).not.toContain('To do');
  });

  it.each<[InventoryItem, string, string]>([
    [classicToken(), 'https://github.com/orgs/Acme-Corp/people/octocat/sso', 'not known'],
    [
      appInstallation({ repositorySelection: 'all' }),
      'https://github.com/organizations/Acme-Corp/settings/installations/25381',
      'all repositories',
    ],
    [deployKey(), 'https://github.com/Acme-Corp/hello-world/settings/keys', 'the repository hello-world'],
    [
      fineGrainedToken({
        repositories: ['a', 'b', 'c', 'd', 'e'].map((name, id) => repository({ id, name })),
      }),
      'https://github.com/organizations/Acme-Corp/settings/personal-access-tokens/active',
      '5 repositories: a, b, c and 2 more',
    ],
  ])('leads to the page of $kind', (item, page, reaches) => {
    const { kind, id, name } = item;
    const credential = { kind, id, name, owner: 'octocat' } as typeof open.credential;
    const event = alertEvent(telling(item), { finding: finding({ credential }), reason: 'first-seen' });
    expect(event.finding.links.credential).toBe(page);
    expect(event.body).toContain(`Reaches: ${reaches}`);
  });
});

it.each<[string, InventoryItem, string | null]>([
  ['one repository', fineGrainedToken({ repositories: [repository()] }), '1 repository: hello-world'],
  [
    'as many as are named',
    fineGrainedToken({ repositories: ['a', 'b', 'c'].map((name, id) => repository({ id, name })) }),
    '3 repositories: a, b, c',
  ],
  ['no repository', fineGrainedToken({ repositories: [] }), 'no repository'],
  ['some that nobody could read', fineGrainedToken({ repositories: null }), 'chosen repositories'],
  ['some that nobody lists', appInstallation({ repositorySelection: 'subset' }), 'chosen repositories'],
  ['who knows what', classicToken(), null],
])('an event says that the credential reaches %s', (_, item, reaches) => {
  const { kind, id } = item;
  const credential = { kind, id, name: null, owner: null } as typeof open.credential;
  const event = alertEvent(telling(item), { finding: finding({ credential }), reason: 'first-seen' });
  expect(event.finding).toMatchObject({ credential: { name: null, reaches }, owner: null });
});

it('an event of a person, or of what is not seen any more, has no last use', () => {
  const someone = person();
  const credential = {
    kind: 'person',
    id: someone.id,
    name: null,
    owner: 'octocat',
  } as typeof open.credential;
  const lastUses = [telling(someone), telling()].map((each) => {
    const event = alertEvent(each, { finding: finding({ credential }), reason: 'first-seen' });
    return event.finding.credential.lastUsedAt;
  });
  expect(lastUses).toEqual([null, null]);
});

describe('the event of a scan that was not made', () => {
  const about = { org: orgLogin('Acme-Corp'), scan: NIGHT, lastCompleteScan: null };

  it('says why, in one line of bounded length, and where the last story ends', () => {
    const failure = `GitHub\n  answered\t500${' again'.repeat(200)}`;
    const event = scanFailureEvent({ ...about, failure }, 'first-seen');
    expect(event).toMatchObject({
      ...{ schemaVersion: 1, kind: 'scan-health', action: 'trigger', severity: 'high', holes: [] },
      ...{ organisation: 'Acme-Corp', scan: NIGHT, lastCompleteScan: null, reason: 'first-seen' },
      dedupKey: 'patrol/acme-corp/scan-failure',
      failure: expect.stringMatching(/^GitHub answered 500 again again/),
    });
    expect(event.failure?.length).toBeLessThanOrEqual(600);
    expect(event.subject).toMatch(/Acme-Corp/);
    expect(event.body).toContain('GitHub answered 500 again');
    expect(attributesOf(event)).toEqual({
      ...{ kind: 'scan-health', severity: 'high', organisation: 'acme-corp', reason: 'first-seen' },
    });
  });

  it('resolves under the same key once one was made', () => {
    const event = scanFailureEvent({ ...about, failure: null }, 'resolved');
    expect(event).toMatchObject({
      ...{ action: 'resolve', failure: null, dedupKey: 'patrol/acme-corp/scan-failure' },
    });
  });
});

describe('the event of many findings', () => {
  const many = Array.from({ length: 5_000 }, (_, index) =>
    finding({ id: fingerprint(`many ${index}`), severity: index % 10 === 0 ? 'critical' : 'low' }),
  );
  const event = digestEvent(
    telling(),
    many.map((each) => ({ finding: each, reason: 'first-seen' })),
  );

  it('counts all, shows the loudest, and names the command that lists them', () => {
    expect(event).toMatchObject({
      kind: 'digest',
      severity: 'critical',
      total: 5_000,
      bySeverity: { critical: 500, high: 0, medium: 0, low: 4_500 },
      byReason: { 'first-seen': 5_000 },
      subject: '[Acme-Corp] 5000 findings: 500 critical, 4500 low',
      command: 'patrol findings --org Acme-Corp',
    });
    expect(event.shown).toHaveLength(25);
    expect(event.shown.every(({ reason }) => reason === 'first-seen')).toBe(true);
    expect(event.shown.every(({ finding: { severity } }) => severity === 'critical')).toBe(true);
    expect(event.body).toContain('and 4975 more.');
    expect(attributesOf(event)).toEqual({ kind: 'digest', severity: 'critical', organisation: 'acme-corp' });
  });
});

it('a digest says of each finding why it is in it, and is as loud as the loudest', () => {
  const quiet = [finding({ severity: 'low' }), finding({ severity: 'low', id: fingerprint('other') })];
  const [one, other] = quiet as [Finding, Finding];
  const event = digestEvent(telling(), [
    { finding: one, reason: 'reminder-due' },
    { finding: other, reason: 'resolved' },
  ]);
  expect(event.severity).toBe('low');
  expect(new Map(event.shown.map(({ finding: { id }, reason }) => [id, reason]))).toEqual(
    new Map([
      [one.id, 'reminder-due'],
      [other.id, 'resolved'],
    ]),
  );
});

it.each<[number, number, string]>([
  [0, 1, '1 finding: 1 high'],
  [0, 3, '3 findings: 3 high'],
  [2, 3, '5 findings, 2 of them resolved: 5 high'],
  [1, 0, '1 resolved finding: 1 high'],
  [4, 0, '4 resolved findings: 4 high'],
])('a digest of %i that are over and %i that are not says so in its first line', (over, open, words) => {
  const one = (reason: 'resolved' | 'first-seen', index: number) => ({
    finding: finding({ id: fingerprint(`${reason} ${index}`), severity: 'high' }),
    reason,
  });
  const event = digestEvent(telling(), [
    ...Array.from({ length: over }, (_, index) => one('resolved', index)),
    ...Array.from({ length: open }, (_, index) => one('first-seen', index)),
  ]);
  expect(event.subject).toBe(`[Acme-Corp] ${words}`);
});

describe('every event', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 1_200 }),
    fc.constant('\u001b[31m<!channel>\u202e\n=HYPERLINK("x")'),
    fc.constant('🔑'.repeat(2_000)),
  );
  const active = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

  it('is inert, and stays far below what SNS takes, whatever things are called', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, message, login) => {
        const item = fineGrainedToken({
          name,
          owner: { id: 1, login },
          repositories: [repository({ name })],
        });
        const credential = { ...open.credential, name, owner: login };
        const alert = {
          finding: finding({ ...open, credential, message, remedy: message }),
          reason: 'first-seen',
        } as const;
        const alerts = Array.from({ length: 60 }, (_, id) => ({
          ...alert,
          finding: { ...alert.finding, id: fingerprint(`${id}`) },
        }));
        for (const event of [alertEvent(telling(item), alert), digestEvent(telling(item), alerts)]) {
          expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(200_000);
          expect(event.subject).not.toMatch(active);
          for (const words of textsOf(event)) expect(words.replaceAll('\n', '')).not.toMatch(active);
        }
      }),
      { numRuns: 20 },
    );
  });
});

function textsOf(value: PatrolEvent | unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
