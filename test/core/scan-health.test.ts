import { scanHealthEvent } from '#core/alert-event-of.ts';
import type { AlertReason } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { healthNews } from '#core/scan-health.ts';
import { NIGHT } from '#test/builders/items.ts';
import { partialRecord, record } from '#test/cli/builders/scan-result.ts';

const told = (reason: AlertReason, daysAgo: number) => {
  const at = plusDays(NIGHT, -daysAgo);
  const said = { at, severity: 'high', tier: null } as const;
  return { channel: 'x', about: 'health', said, handle: null, sayings: [{ ...said, reason }] } as const;
};

it.each([
  ['partial, and nobody was told', partialRecord(), undefined, 'first-seen'],
  ['partial, and told last night', partialRecord(), told('first-seen', 1), null],
  ['partial, and told three nights ago', partialRecord(), told('first-seen', 3), 'reminder-due'],
  ['partial again', partialRecord(), told('resolved', 1), 'first-seen'],
  ['complete, and nobody was told otherwise', record(), undefined, null],
  ['complete again', record(), told('reminder-due', 1), 'resolved'],
  ['complete as before', record(), told('resolved', 1), null],
  ['the same scan again, which was told', partialRecord(), told('first-seen', 0), null],
])('a scan that is %s', (_, scan, before, expected) => {
  expect(healthNews(scan, before)).toBe(expected);
});

it('says what could not be read, what to grant, what is kept, and when everything was last seen', () => {
  const event = scanHealthEvent({ record: partialRecord() }, 'first-seen');
  expect(event).toMatchObject({
    kind: 'scan-health',
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
