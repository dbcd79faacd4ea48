const DAY = 86_400;

/**
 * The seconds of the epoch, if the text is an instant in the very form that `instantText` writes, from the year
 * 1000 on; else null.
 */
export function secondsOf(text: string): number | null {
  // Almost everything that is no instant ends here.
  if (text.length !== 20 || text.charCodeAt(10) !== 84 || text.charCodeAt(19) !== 90) return null;
  const day = dayStart(text.slice(0, 10));
  if (day === null) return null;
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  const isTime = hour < 24 && minute < 60 && second < 60;
  const hasColons = text.charCodeAt(13) === 58 && text.charCodeAt(16) === 58;
  return isTime && hasColons ? day + hour * 3_600 + minute * 60 + second : null;
}

export function instantText(seconds: number): string {
  const inDay = ((seconds % DAY) + DAY) % DAY;
  const [hour, minute] = [Math.floor(inDay / 3_600), Math.floor(inDay / 60) % 60];
  return `${dayText(seconds - inDay)}T${padded(hour)}:${padded(minute)}:${padded(inDay % 60)}Z`;
}

/** Inventories have few days and many instants: a day is worked out once. */
const KNOWN_DAYS = 10_000;
const starts = new Map<string, number | null>();
const texts = new Map<number, string>();

function dayStart(day: string): number | null {
  return remembered(starts, day, () => {
    if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(day)) return null;
    const time = Date.parse(`${day}T00:00:00Z`);
    // A 30 February is no time, or another day.
    const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
    return exists ? time / 1_000 : null;
  });
}

function dayText(start: number): string {
  return remembered(texts, start, () => new Date(start * 1_000).toISOString().slice(0, 10));
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, work: () => Value): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= KNOWN_DAYS) known.clear();
  const value = work();
  known.set(key, value);
  return value;
}

/** NaN-free: what are no digits gives a number no clock shows. */
function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 99;
}

function padded(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
