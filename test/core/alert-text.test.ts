import type { AlertedFinding } from '#core/alert-event.ts';
import {
  alertBody,
  alertHead,
  alertSubject,
  digestBody,
  digestSubject,
  factsOf,
  failureBody,
  failureLines,
  failureSubject,
  healthBody,
  healthSubject,
  shortId,
  sightLine,
  unroutedLine,
} from '#core/alert-text.ts';
import type { OrgLogin } from '#core/credential.ts';
import { fingerprint, instant, NIGHT } from '#test/builders/items.ts';

const finding = (overrides: Partial<AlertedFinding> = {}): AlertedFinding => ({
  id: fingerprint('one'),
  rule: 'unused',
  severity: 'high',
  state: 'open',
  tier: null,
  message: 'It is idle.',
  remedy: 'Revoke it.',
  since: NIGHT,
  resolvedAt: null,
  cause: null,
  acknowledged: null,
  credential: { kind: 'deploy-key', id: '1:2', name: null, lastUsedAt: null, reaches: null },
  owner: null,
  links: { credential: 'https://github.com/k', rule: 'https://wiki.example/unused.md' },
  ...overrides,
});
const over = finding({ state: 'resolved', resolvedAt: NIGHT });
const lastUsed = (lastUsedAt: AlertedFinding['credential']['lastUsedAt']) =>
  finding({ credential: { ...finding().credential, lastUsedAt } });
const event = {
  schemaVersion: 1,
  organisation: 'acme' as OrgLogin,
  scan: NIGHT,
  lastCompleteScan: NIGHT,
  severity: 'high',
  dedupKey: 'k',
  action: 'trigger',
} as const;

describe('one finding', () => {
  it('has a subject that says what, and how it ended', () => {
    expect(alertSubject('acme', finding())).toBe('[acme] HIGH unused: It is idle.');
    expect(alertSubject('acme', over)).toBe('[acme] RESOLVED unused: It is idle.');
    expect(alertSubject('acme', { ...over, cause: 'revoked' })).toBe(
      '[acme] RESOLVED (revoked) unused: It is idle.',
    );
    expect(alertSubject('acme', finding({ message: 'x'.repeat(300) }))).toHaveLength(200);
  });

  it('has a head that says why it is said', () => {
    expect(alertHead('tier-raised', finding())).toBe('HIGH unused (more urgent)');
    expect(alertHead('resolved', over)).toBe('RESOLVED unused');
  });

  it.each<[string, AlertedFinding, string[]]>([
    ['never', lastUsed('never'), ['Last used', 'never']],
    ['unknown', lastUsed('unknown'), ['Last used', 'not known']],
    ['no date', lastUsed(null), ['Last used', 'not known']],
    ['a date', lastUsed(instant('2026-10-03T04:05:06Z')), ['Last used', '2026-10-03']],
    [
      'who deals with it',
      finding({ acknowledged: { by: 'octocat', at: NIGHT } }),
      ['Acknowledged', 'octocat, 2026-11-22'],
    ],
  ])('has facts: %s', (_, about, fact) => {
    expect(factsOf(about)).toContainEqual(fact);
  });

  it('has a body that is a mail, without a remedy once it is over', () => {
    const sight = { organisation: 'acme', lastCompleteScan: null };
    const facts = ['Owner: nobody known', 'Since: 2026-11-22', 'Last used: not known', 'Reaches: not known'];
    const places = [
      'At GitHub: https://github.com/k',
      'Rule: https://wiki.example/unused.md',
      `Its life: patrol explain ${shortId(finding())} --org acme`,
      '',
      'Last complete scan of acme: never yet.',
    ];
    expect(alertBody(sight, 'first-seen', finding()).split('\n')).toEqual([
      'HIGH unused (new): It is idle.',
      '',
      ...facts,
      'Credential: deploy-key:1:2',
      'To do: Revoke it.',
      ...places,
    ]);
    expect(alertBody(sight, 'resolved', over).split('\n')).toEqual([
      'RESOLVED unused: It is idle.',
      '',
      ...facts,
      'Credential: deploy-key:1:2',
      ...places,
    ]);
  });

  it('is found by the first twelve digits', () => {
    expect(shortId({ id: fingerprint('one') })).toBe(fingerprint('one').slice(0, 12));
  });
});

describe('a digest', () => {
  const digest = {
    ...event,
    kind: 'digest',
    owner: null,
    unrouted: null,
    total: 3,
    bySeverity: { low: 2, medium: 0, high: 1, critical: 0 },
    byReason: { 'first-seen': 2, 'tier-raised': 1 },
    shown: [{ reason: 'first-seen', finding: finding() }],
    command: 'patrol findings',
  } as const;

  it.each([
    ['several', {}, '[acme] 3 findings: 1 high, 2 low'],
    ['one', { total: 1, bySeverity: { ...digest.bySeverity, high: 0, low: 1 } }, '[acme] 1 finding: 1 low'],
    [
      'some that are over',
      { byReason: { resolved: 2 } },
      '[acme] 3 findings, 2 of them resolved: 1 high, 2 low',
    ],
    ['only what is over', { byReason: { resolved: 3 } }, '[acme] 3 resolved findings: 1 high, 2 low'],
  ])('of %s has a subject', (_, overrides, subject) => {
    expect(digestSubject({ ...digest, ...overrides })).toBe(subject);
  });

  it('has a subject of at most 200 characters', () => {
    expect(digestSubject({ ...digest, organisation: 'o'.repeat(300) as OrgLogin })).toHaveLength(200);
  });

  it('has a body that names the loudest, how many more, and what found no way to its owner', () => {
    expect(digestBody(digest).split('\n')).toEqual([
      'acme: 2 new, 1 more urgent.',
      '',
      '- HIGH unused (new): It is idle. Owner: nobody known.',
      'and 2 more.',
      '',
      'All of them: patrol findings',
      'Last complete scan of acme: 2026-11-22 02:00 UTC.',
    ]);
    const owned = { reason: 'tier-raised', finding: finding({ owner: 'octocat' }) } as const;
    const unrouted = { total: 1, why: ['no Slack user known for octocat'] };
    expect(
      digestBody({ ...digest, total: 1, shown: [owned], unrouted })
        .split('\n')
        .slice(2),
    ).toEqual([
      '- HIGH unused (more urgent): It is idle. Owner: octocat.',
      '',
      unroutedLine(unrouted),
      '',
      'All of them: patrol findings',
      'Last complete scan of acme: 2026-11-22 02:00 UTC.',
    ]);
  });

  it('counts what found no way to its owner', () => {
    expect(unroutedLine({ total: 1, why: ['a'] })).toBe('1 finding could not be routed to its owner: a.');
    expect(unroutedLine({ total: 2, why: ['a', 'b'] })).toBe(
      '2 findings could not be routed to their owner: a; b.',
    );
  });
});

describe('a scan', () => {
  const hole = (source: 'people' | 'deploy-keys') => ({
    source,
    status: 'refused' as const,
    reason: null,
    missingPermission: null,
    carriedOver: 0,
  });
  const health = {
    ...event,
    kind: 'scan-health',
    failure: null,
    reason: 'first-seen',
    holes: [hole('people'), hole('deploy-keys')],
  } as const;

  it.each([
    [{}, 'the scan cannot see everything: people refused, deploy-keys refused'],
    [{ reason: 'reminder-due' }, 'the scan still cannot see everything: people refused, deploy-keys refused'],
    [{ reason: 'resolved', holes: [] }, 'RESOLVED: the scan sees everything again'],
  ] as const)('that does not see everything has a subject %j', (overrides, words) => {
    expect(healthSubject({ ...health, ...overrides })).toBe(`[acme] ${words}`);
  });

  it('that sees everything again says so', () => {
    expect(healthBody({ ...health, holes: [] })).toBe(
      `Every source was read whole.\n\n${sightLine({ organisation: 'acme', lastCompleteScan: NIGHT })}`,
    );
  });

  it('names what could not be read', () => {
    expect(healthBody(health).split('\n').slice(0, 4)).toEqual([
      'What could not be read is kept as it was last seen; nothing of it is reported as gone.',
      '- people (refused).',
      '- deploy-keys (refused).',
      '',
    ]);
  });

  it.each([
    [{ failure: 'No key.' }, 'NOT SCANNED: No key.'],
    [{ failure: 'No key.', reason: 'reminder-due' }, 'still NOT SCANNED: No key.'],
    [{ reason: 'resolved' }, 'RESOLVED: it is scanned again'],
  ] as const)('that was not made has a subject %j', (overrides, words) => {
    expect(failureSubject({ ...health, ...overrides })).toBe(`[acme] ${words}`);
  });

  it('has subjects of at most 200 characters', () => {
    const organisation = 'o'.repeat(300) as OrgLogin;
    expect(healthSubject({ ...health, organisation })).toHaveLength(200);
    expect(failureSubject({ ...health, organisation })).toHaveLength(200);
  });

  it('that was not made says why, and what that means', () => {
    const sight = sightLine(health);
    const means = 'What is there now is not known: nothing is reported as new, and nothing as gone.';
    expect(failureLines({ failure: null })).toEqual([]);
    expect(failureBody({ ...health, failure: 'No key.' })).toBe(`No key.\n${means}\n\n${sight}`);
  });
});
