import { failedScanEvent, scanAttributesOf, scanEvent } from '#core/scan-event.ts';
import { NIGHT } from '#test/builders/items.ts';
import { ACME, scanRecord } from '#test/builders/scan-records.ts';

it('the event of a scan says how it went, up to when all was seen, and what is open', () => {
  const findings = { low: 4, medium: 3, high: 2, critical: 1 };
  expect(scanEvent(scanRecord({ findings }))).toEqual({
    schemaVersion: 1,
    kind: 'scan',
    organisation: 'Acme-Corp',
    scan: NIGHT,
    status: 'complete',
    reason: null,
    lastCompleteScan: NIGHT,
    findings,
    rebuilt: null,
  });
});

it('the event of a scan says of how many damaged pieces its past was made again, and from which night', () => {
  const rebuilt = { from: NIGHT, pieces: 2 };
  expect(scanEvent(scanRecord({ rebuilt }))).toMatchObject({ status: 'complete', rebuilt });
});

it('the event of a scan that was not made says why, inertly and in bounded length', () => {
  const event = failedScanEvent(ACME, NIGHT, `\u001b[31mGitHub\n  answered\t500${' again'.repeat(200)}`);
  expect(event).toEqual({
    schemaVersion: 1,
    kind: 'scan',
    organisation: 'Acme-Corp',
    scan: NIGHT,
    status: 'failed',
    reason: expect.stringMatching(/^\\u\{1b\}\[31mGitHub answered 500 again again/),
    lastCompleteScan: null,
    findings: null,
    rebuilt: null,
  });
  expect(event.reason?.length).toBeLessThanOrEqual(600);
});

it('a subscriber filters by the kind, the organisation in lower case, and how it went', () => {
  expect([scanEvent(scanRecord()), failedScanEvent(ACME, NIGHT, 'why')].map(scanAttributesOf)).toEqual([
    { kind: 'scan', organisation: 'acme-corp', status: 'complete' },
    { kind: 'scan', organisation: 'acme-corp', status: 'failed' },
  ]);
});
