import { checkNightCron } from '../../lib/night-cron.ts';

describe('the schedule of a night', () => {
  it.each([
    '17 2 * * ? *',
    '0 2 29 2 ? *',
    '0 2 ? * MON-FRI *',
    '0 2 31 1,2 ? *',
    '0 2 L * ? *',
    '0 2 1 * ? 2026-2027',
  ])('may be %s', (cron) => expect(() => checkNightCron(cron, 2026)).not.toThrow());

  it.each([
    ['0 2 30 2 ? *', 'never fires: no month of 2 has a day 30'],
    ['0 2 31 FEB,APR ? *', 'never fires: no month of FEB,APR has a day 31'],
    ['0 2 1 * ? 2025', 'never fires again: 2025 is over'],
    ['0 2 * * *', 'has 5 fields, not six'],
    ['60 2 * * ? *', 'has no valid minute: 60'],
    ['0 24 * * ? *', 'has no valid hour: 24'],
    ['0 2 * * * *', 'needs a ? for the day or for the weekday'],
    ['0 2 ? * ? *', 'needs a ? for the day or for the weekday'],
  ])('is refused when it is %s', (cron, reason) => {
    expect(() => checkNightCron(cron, 2026)).toThrow(`The schedule "${cron}" ${reason}`);
  });
});
