import type { AlertDecision, Finding, FindingTransition } from '#core/finding.ts';
import { type At, type TimelineEntry, type TimelineFacts, timelineOf } from '#core/history/timeline.ts';
import { plusDays } from '#core/instant.ts';
import type { Change } from '#core/scan-record.ts';
import { finding, fineGrainedToken, fingerprint, NIGHT } from '#test/builders/items.ts';
import { change, transition } from '#test/builders/scan-records.ts';

const night = (number: number) => plusDays(NIGHT, number);
const token = fineGrainedToken();

/** Two findings about the token, and one about something else. */
const expiry = finding({ id: fingerprint('expiry'), rule: 'expires-soon' });
const broad = finding({ id: fingerprint('broad'), rule: 'broad-access' });
const foreign = finding({ id: fingerprint('of another') });

const step = (number: number, of: Finding, kind: FindingTransition['kind'] = 'opened') => ({
  at: night(number),
  ...transition({ finding: of, kind }),
});
const changed = (number: number, overrides: Partial<Change> = {}) => ({
  at: night(number),
  change: change({ item: token, ...overrides }),
  cause: null,
});
const say = (
  of: Finding,
  reason: AlertDecision['reason'] = 'first-seen',
  channel = 'mail',
): AlertDecision => ({
  finding: of.id,
  reason,
  channel,
  detail: null,
});

/** Nights one after the other, with what was decided to say in each. */
function records(...alerts: AlertDecision[][]): TimelineFacts['records'] {
  return alerts.map((each, number) => ({
    id: night(number),
    previous: number === 0 ? null : night(number - 1),
    alerts: each,
  }));
}

const timeline = (facts: Partial<TimelineFacts>) =>
  timelineOf({ changes: [], steps: [], records: records([], [], [], []), ...facts });

/** An entry in a few words: the night, what, and of which rule. */
const inWords = (entries: readonly TimelineEntry[]) =>
  entries.map((entry) =>
    [entry.at.slice(8, 10), entry.what, ...('finding' in entry ? [entry.finding.rule] : [])].join(' '),
  );

describe('what happened to a thing', () => {
  const wider = fineGrainedToken({ permissions: { repository: { metadata: 'read', contents: 'write' } } });
  const fields = { permissions: { before: token.permissions, after: wider.permissions } };
  const grew = { right: 'repository.contents', before: 'read', after: 'write', grew: true };
  const item = token;

  it.each<[string, TimelineFacts['changes'][number], object]>([
    ['that it came', changed(1), { what: 'appeared', item }],
    [
      'which rights it gained',
      changed(1, { change: 'changed', fields, item: wider }),
      { what: 'changed', fields, rights: [grew] },
    ],
    ['that it went', changed(1, { change: 'gone' }), { what: 'gone', item, cause: null }],
    [
      'why it went',
      { ...changed(1, { change: 'gone' }), cause: 'expired' },
      { what: 'gone', item, cause: 'expired' },
    ],
  ])('is told with the scan that found it and the one before: %s', (_, one, entry) => {
    expect(timeline({ changes: [one] })).toEqual([{ at: night(1), after: night(0), ...entry }]);
  });

  it('has nothing before the first scan, nor before one whose record is not kept', () => {
    expect(timeline({ changes: [changed(0), changed(9, { change: 'gone' })] })).toMatchObject([
      { at: night(0), after: null },
      { at: night(9), after: null },
    ]);
  });

  it('is told of its findings by the step each took', () => {
    const over = finding({ ...expiry, state: 'resolved' });
    expect(timeline({ steps: [step(1, expiry), step(2, over, 'resolved')] })).toEqual([
      { at: night(1), after: night(0), what: 'finding', step: 'opened', finding: expiry },
      { at: night(2), after: night(1), what: 'finding', step: 'resolved', finding: over },
    ]);
  });
});

describe('what was said about a thing', () => {
  const nearer = finding({ ...expiry, tier: 7 });
  const steps = [step(0, expiry), step(2, nearer, 'tier-raised'), step(1, broad)];
  const told = (decided: TimelineFacts['records'], of: readonly At<FindingTransition>[] = steps) =>
    timeline({ steps: of, records: decided }).filter(({ what }) => what !== 'finding');

  it('is told with the finding as it was then', () => {
    const decided = records([say(expiry)], [say(expiry, 'reminder-due')], [say(expiry, 'tier-raised')]);
    expect(told(decided)).toEqual([
      { at: night(0), after: null, what: 'alert', reason: 'first-seen', finding: expiry },
      { at: night(1), after: night(0), what: 'alert', reason: 'reminder-due', finding: expiry },
      { at: night(2), after: night(1), what: 'alert', reason: 'tier-raised', finding: nearer },
    ]);
  });

  it.each<[string, AlertDecision[], string[]]>([
    ['once for all channels', [say(broad), say(broad, 'first-seen', 'pager')], ['first-seen broad-access']],
    [
      'for each of its findings, in order of rule',
      [say(expiry), say(broad)],
      ['first-seen broad-access', 'first-seen expires-soon'],
    ],
    [
      'for each reason, as where one channel was told late',
      [say(expiry, 'reminder-due'), say(expiry, 'first-seen', 'pager')],
      ['reminder-due expires-soon', 'first-seen expires-soon'],
    ],
    ['without what was kept quiet', [say(broad, 'quiet-hours'), say(expiry, 'already-said')], []],
    [
      'also where another channel kept quiet',
      [say(broad, 'quiet-hours'), say(broad, 'first-seen', 'pager')],
      ['first-seen broad-access'],
    ],
    ['without what was said about other things', [say(foreign), say(broad)], ['first-seen broad-access']],
  ])('is told %s', (_, alerts, words) => {
    const entries = told(records([], alerts));
    expect(entries.map((entry) => entry.what === 'alert' && `${entry.reason} ${entry.finding.rule}`)).toEqual(
      words,
    );
  });

  it('is left out where nobody knows any more what the finding was like', () => {
    expect(told(records([say(expiry)], [], [say(expiry)]), [step(1, expiry)])).toMatchObject([
      { at: night(2) },
    ]);
  });
});

describe('a life', () => {
  const expiring = [step(0, expiry), step(2, expiry, 'resolved')];
  const broadening = [step(0, broad), step(1, broad, 'reworded'), step(2, broad, 'resolved')];
  const changes = [changed(0), changed(1, { change: 'changed' }), changed(2, { change: 'gone' })];
  const decided = records([say(broad), say(expiry)], [], [say(expiry, 'resolved'), say(broad, 'resolved')]);
  const [appeared, midway, gone] = [changes.slice(0, 1), changes.slice(1, 2), changes.slice(2)];

  it.each<[string, TimelineFacts]>([
    ['as it happened', { changes, steps: [...expiring, ...broadening], records: decided }],
    ['rule by rule', { changes, steps: [...broadening, ...expiring], records: decided }],
    [
      'the last first',
      {
        changes: [...gone, ...midway, ...appeared],
        steps: [...broadening, ...expiring],
        records: decided.toReversed(),
      },
    ],
    [
      'in any order',
      { changes: [...midway, ...gone, ...appeared], steps: [...expiring, ...broadening], records: decided },
    ],
  ])('is told from its start, the thing first, then findings, then alerts, if it is read %s', (_, facts) => {
    expect(inWords(timelineOf(facts))).toEqual([
      '22 appeared',
      '22 finding broad-access',
      '22 finding expires-soon',
      '22 alert broad-access',
      '22 alert expires-soon',
      '23 changed',
      '23 finding broad-access',
      '24 gone',
      '24 finding broad-access',
      '24 finding expires-soon',
      '24 alert broad-access',
      '24 alert expires-soon',
    ]);
  });

  it('of which nothing is kept is empty', () => {
    expect(timeline({ records: decided })).toEqual([]);
  });
});
