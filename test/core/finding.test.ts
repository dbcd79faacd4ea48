import { type AlertReason, isAlertReason, type SilenceReason } from '#core/finding.ts';

const SPEAKS: Readonly<Record<AlertReason | SilenceReason, boolean>> = {
  'first-seen': true,
  'tier-raised': true,
  'severity-raised': true,
  'reminder-due': true,
  resolved: true,
  'already-said': false,
  'never-said': false,
  'waived-until': false,
  'inhibited-by': false,
  'acknowledged-by': false,
  'below-route': false,
  'quiet-hours': false,
  'left-to-owner': false,
  'owner-unreachable': false,
  'too-early': false,
  'scan-incomplete': false,
};

it('every reason is one to speak or one to be silent', () => {
  const reasons = Object.keys(SPEAKS) as (keyof typeof SPEAKS)[];
  expect(Object.fromEntries(reasons.map((reason) => [reason, isAlertReason(reason)]))).toEqual(SPEAKS);
});
