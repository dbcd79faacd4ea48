const DAYS_AT_MOST: readonly number[] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/**
 * Checks the six fields of an EventBridge Scheduler cron expression: minute, hour, day, month, weekday, year.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 *
 * @throws {RangeError} when it is not one, or never fires after `year`.
 */
export function checkNightCron(expression: string, year: number): void {
  const fields = expression.trim().split(/\s+/);
  const [minute, hour, day, month, weekday, years] = fields;
  if (fields.length !== 6 || !day || !month || !weekday || !years) {
    throw new RangeError(
      `${say(expression)} has ${fields.length} fields, not six: minute hour day month weekday year.`,
    );
  }
  checkNumbers(expression, 'minute', minute, 59);
  checkNumbers(expression, 'hour', hour, 23);
  if ((day === '?') === (weekday === '?')) {
    throw new RangeError(`${say(expression)} needs a ? for the day or for the weekday, and not for both.`);
  }
  if (daysOf(day).length > 0 && !daysOf(day).some((each) => each <= longestMonth(month))) {
    throw new RangeError(`${say(expression)} never fires: no month of ${month} has a day ${day}.`);
  }
  const last = lastYear(years);
  if (last !== null && last < year)
    throw new RangeError(`${say(expression)} never fires again: ${years} is over.`);
}

const say = (expression: string): string => `The schedule "${expression}"`;

function checkNumbers(expression: string, name: string, field: string | undefined, most: number): void {
  const numbers = (field?.match(/\d+/g) ?? []).map(Number);
  if (!/^[\d*,/-]+$/.test(field ?? '') || numbers.some((number) => number > most)) {
    throw new RangeError(`${say(expression)} has no valid ${name}: ${field}. It goes from 0 to ${most}.`);
  }
}

/** The days that are named one by one or begin a range; none for `*`, `?`, `L`, `W` and steps. */
function daysOf(field: string): number[] {
  return /^\d+(?:[,-]\d+)*$/.test(field) ? field.split(',').map((part) => Number.parseInt(part, 10)) : [];
}

function longestMonth(field: string): number {
  const named = field.split(',').map((part) => monthNumber(part));
  return Math.max(...named.map((number) => (number === null ? 31 : (DAYS_AT_MOST[number - 1] ?? 0))));
}

/** Null: a range, a step or every month. */
function monthNumber(part: string): number | null {
  if (/^\d+$/.test(part)) return Number(part);
  const place = MONTHS.indexOf(part.toUpperCase());
  return place === -1 ? null : place + 1;
}

/** The last year that is named; null: no end. */
function lastYear(field: string): number | null {
  return /^\d{4}(?:[,-]\d{4})*$/.test(field) ? Math.max(...field.split(/[,-]/).map(Number)) : null;
}
