import { sha256 } from '#adapters/engine/sha256.ts';
import { keyOf } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { type JudgeInput, judge } from '#core/judge.ts';
import { BUILT_IN_POLICY } from '#core/policy/policy.ts';
import { RULE_DEFAULTS } from '#core/policy/rule-settings.ts';
import { type ReadingStatus, SOURCES } from '#core/reading.ts';
import { recordDigest } from '#core/record-digest.ts';
import { EVERYTHING } from '#core/route.ts';
import { rules } from '#core/rules/registry.ts';
import { snapshotOf } from '#test/builders/facts.ts';
import { finding, fineGrainedToken, fingerprint, NIGHT } from '#test/builders/items.ts';
import { ACME, scanRecord } from '#test/builders/scan-records.ts';
import { waiver } from '#test/builders/waivers.ts';

const TOMORROW = plusDays(NIGHT, 1);
const token = (id: string, name = 'a name') => fineGrainedToken({ id, name });
const quiet = { org: ACME, scan: TOMORROW, policy: BUILT_IN_POLICY, rules, listeners: [] };
const waived = finding({ id: fingerprint('waived'), state: 'waived' });
const resolved = finding({ id: fingerprint('over'), state: 'resolved', resolvedAt: NIGHT });

function judged(overrides: Partial<JudgeInput> = {}) {
  const readings = SOURCES.map((source) => ({
    ...{ source, status: 'complete' as const, count: 0, pages: 1, reason: null, missingPermission: null },
    ...{ carriedOver: 0, lastComplete: TOMORROW },
  }));
  return judge({
    ...{ ...quiet, head: null, previous: new Map(), rebuilt: null, current: new Map(), readings, chunks: [] },
    ...{ findings: [], presses: [], alsoIn: new Map(), sha256 },
    usage: { requests: 7, notModified: 3, waitedSeconds: 0 },
    ...overrides,
  });
}
const recordOf = (overrides: Partial<JudgeInput> = {}) => judged(overrides).record;

describe('the record of a scan', () => {
  it('counts what appeared, changed and is gone', () => {
    const previous = snapshotOf([token('1'), token('2'), token('3'), token('4')], NIGHT);
    const current = snapshotOf([token('1', 'another'), ...['5', '6', '7'].map((id) => token(id))], TOMORROW);
    const changed = { appeared: 3, changed: 1, gone: 3 };
    expect(recordOf({ previous, current }).changes).toEqual(changed);
  });

  it('counts what is waived, and only that', () => {
    const readings = recordOf().sources.map((each) => ({ ...each, status: 'refused' as const }));
    const open = finding({ id: fingerprint('open') });
    const findings = [waived, open, resolved];
    expect(recordOf({ findings, readings }).waived).toBe(1);
    expect(recordOf({ findings: [open, resolved], readings }).waived).toBe(0);
  });

  it('goes on from the one before, if there is one', () => {
    const head = scanRecord();
    expect(recordOf({ head })).toMatchObject({ previous: NIGHT, previousDigest: head.digest });
    expect(recordOf()).toMatchObject({ previous: null, previousDigest: null });
  });

  it('says what it was rebuilt from, where it was', () => {
    const rebuilt = { from: NIGHT, pieces: 2 };
    expect(recordOf({ rebuilt })).toMatchObject({ rebuilt });
    expect(recordOf()).not.toHaveProperty('rebuilt');
  });

  it('says what the scopes of rules leave out, where there are any', () => {
    const scope = { owners: ['nobody'], repositories: null };
    const policy = { ...BUILT_IN_POLICY, rules: { unused: { ...RULE_DEFAULTS, scope } } };
    const current = snapshotOf([token('1'), token('2')], TOMORROW);
    const scoped = [{ rule: 'unused', judged: 0, leftOut: 2 }];
    expect(recordOf({ current, policy })).toMatchObject({ scoped });
    expect(recordOf({ current })).not.toHaveProperty('scoped');
  });

  it('is sealed with what it says, but not with what it cost', () => {
    const { digest, usage, ...content } = recordOf();
    expect(usage).toEqual({ requests: 7, notModified: 3, waitedSeconds: 0 });
    expect(digest).toBe(recordDigest(content, sha256));
    expect(content).toMatchObject({ id: TOMORROW, org: ACME, status: 'complete' });
  });

  it('resolves what is gone from a source that was read whole', () => {
    const open = finding();
    const previous = snapshotOf([fineGrainedToken()], NIGHT);
    expect(recordOf({ findings: [open], previous }).findings.medium).toBe(0);
  });

  it.each<[string, Finding['limits'], ReadingStatus, string[]]>([
    ['nothing of what passes in a list that was not read whole', null, 'partial', []],
    ['what passes in a list that was read whole', null, 'complete', ['renewed']],
    ['what passes by the limits of today only', { tiers: [100] }, 'complete', ['policy changed']],
  ])('resolves %s', (_, limits, status, causes) => {
    const tokens = snapshotOf([fineGrainedToken()], TOMORROW);
    const readings = recordOf().sources.map((each) => ({ ...each, status }));
    const findings = [finding({ limits })];
    const { transitions } = judged({ findings, previous: tokens, current: tokens, readings });
    expect(transitions.map((each) => each.finding.cause)).toStrictEqual(causes);
  });

  it('has what each listener is told, under its name', () => {
    const current = snapshotOf([fineGrainedToken({ expiresAt: plusDays(NIGHT, 12) })], TOMORROW);
    const habits = { routes: [{ ...EVERYTHING, to: ['sns', 'owner'] }] };
    const listeners = [
      { habits: { ...habits, name: 'sns' }, saidOf: () => null },
      { habits: { ...habits, name: 'owner', people: [] }, saidOf: () => null },
    ];
    const spoken = recordOf({ current, listeners }).alerts.filter(({ detail }) => detail === null);
    expect(spoken.map(({ channel }) => channel)).toEqual(['sns', 'owner']);
  });

  it('has why an owner was not told, and that the others were', () => {
    const current = snapshotOf([fineGrainedToken({ expiresAt: 'never' })], TOMORROW);
    const owners = { people: [], memory: new Map(), wereTold: true };
    const listener = { saidOf: () => null, owners };
    const routes = [{ ...EVERYTHING, to: ['sns', 'owner'] }];
    const listeners = [
      { ...listener, habits: { name: 'sns', routes } },
      { ...listener, habits: { name: 'owner', routes, people: [] } },
    ];
    const alerts = recordOf({ current, listeners }).alerts;
    expect(alerts.map(({ channel, reason, detail }) => [channel, reason, detail])).toStrictEqual([
      ['sns', 'first-seen', null],
      ['owner', 'owner-unreachable', 'no Slack user known for octocat'],
    ]);
  });

  it('has what there is to do about waivers, then about the baseline', () => {
    const token = fineGrainedToken({ expiresAt: 'never' });
    const until = plusDays(TOMORROW, -1);
    const baseline = {
      ...{ organisation: ACME, reason: 'switched on', approvedBy: null, until },
      findings: { 'never-expires': [keyOf(token)] },
    };
    const given = waiver({ until });
    const policy = { ...BUILT_IN_POLICY, waivers: [given], baseline };
    const whole = { organisation: ACME, credential: null, owner: null, repository: null };
    const note = { kind: 'lapsed', until, failing: 1 } as const;
    expect(recordOf({ policy, current: snapshotOf([token], TOMORROW) }).waiverNotes).toStrictEqual([
      { ...note, rule: 'never-expires', match: given.match, ticket: 'SEC-1' },
      { ...note, rule: null, match: whole, ticket: null },
    ]);
  });
});
