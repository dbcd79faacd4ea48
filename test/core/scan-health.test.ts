import { scanHealthEvent } from '#core/alert-event-of.ts';
import type { AlertReason } from '#core/finding.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import type { SettledReading } from '#core/reading.ts';
import { healthNews, holeLines, holesOf } from '#core/scan-health.ts';
import { NIGHT } from '#test/builders/items.ts';
import { noSaml, partialRecord, reading, record, refusedSso } from '#test/cli/builders/scan-result.ts';

const told = (reason: AlertReason, daysAgo: number, secondsLater = 0) => {
  const at = plusSeconds(plusDays(NIGHT, -daysAgo), secondsLater);
  const said = { at, severity: 'high', tier: null } as const;
  return { channel: 'x', about: 'health', said, handle: null, sayings: [{ ...said, reason }] } as const;
};

it.each([
  ['partial, and nobody was told', partialRecord(), undefined, 'first-seen'],
  ['partial, and told last night', partialRecord(), told('first-seen', 1), null],
  ['partial, and told three nights ago', partialRecord(), told('first-seen', 3), 'reminder-due'],
  ['partial, and told an hour less ago', partialRecord(), told('first-seen', 3, 3_600), 'reminder-due'],
  ['partial, and told later than that', partialRecord(), told('first-seen', 3, 3_601), null],
  ['partial again', partialRecord(), told('resolved', 1), 'first-seen'],
  ['complete, and nobody was told otherwise', record(), undefined, null],
  ['complete again', record(), told('reminder-due', 1), 'resolved'],
  ['complete as before', record(), told('resolved', 1), null],
  ['the same scan again, which was told', partialRecord(), told('first-seen', 0), null],
  ['partial, and said to be over by itself', partialRecord(), told('resolved', 0), null],
  ['complete, and said to be partial by itself', record(), told('first-seen', 0), null],
])('a scan that is %s', (_, scan, before, expected) => {
  expect(healthNews(scan, before)).toBe(expected);
});

it('says what could not be read, what to grant, what is kept, and when everything was last seen', () => {
  const event = scanHealthEvent({ record: partialRecord() }, 'first-seen');
  expect(event).toMatchObject({
    kind: 'scan-health',
    severity: 'high',
    action: 'trigger',
    dedupKey: 'patrol/acme/scan-health',
    subject: '[acme] the scan cannot see everything: sso-credentials refused',
    lastCompleteScan: '2026-11-21T02:00:00Z',
  });
  expect(event.body).toBe(
    `What could not be read is kept as it was last seen; nothing of it is reported as gone.
- sso-credentials (refused). GitHub answered 403: Resource not accessible by integration. To do: grant organization_administration=read to the GitHub App. 72 kept as last seen.

Last complete scan of acme: 2026-11-21 02:00 UTC.`,
  );
  expect(scanHealthEvent({ record: record() }, 'resolved')).toMatchObject({
    action: 'resolve',
    dedupKey: 'patrol/acme/scan-health',
    holes: [],
  });
});

it('what could not be read has a line each: why, what to do, and what is kept, as far as there is any of it', () => {
  const cut = reading('people', { status: 'partial', reason: 'The list kept\nmoving', carriedOver: 1 });
  const silent = reading('deploy-keys', { status: 'partial' });
  const holes = holesOf([reading('token-requests'), noSaml, refusedSso, cut, silent]);
  const what = ({ source, status, carriedOver }: SettledReading) => ({ source, status, carriedOver });
  expect(holes).toStrictEqual([
    {
      ...what(refusedSso),
      reason: 'GitHub answered 403: Resource not accessible by integration',
      missingPermission: 'organization_administration=read',
    },
    { ...what(cut), reason: 'The list kept\\u{a}moving', missingPermission: null },
    { ...what(silent), reason: null, missingPermission: null },
  ]);
  expect(holeLines(holes)).toStrictEqual([
    'sso-credentials (refused). GitHub answered 403: Resource not accessible by integration. To do: grant organization_administration=read to the GitHub App. 72 kept as last seen',
    'people (partial). The list kept\\u{a}moving. 1 kept as last seen',
    'deploy-keys (partial)',
  ]);
});

it('what could not be read takes no more room than a message has', () => {
  const endless = { ...refusedSso, reason: 'r'.repeat(9_000), missingPermission: 'p'.repeat(9_000) };
  expect(holesOf([endless])).toMatchObject([
    { reason: `${'r'.repeat(299)}…`, missingPermission: `${'p'.repeat(99)}…` },
  ]);
});
