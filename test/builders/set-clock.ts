const Machine = Date;
let ahead = 0;

class Moved extends Machine {
  constructor(...parts: [] | [number | string]) {
    super(...((parts.length === 0 ? [Machine.now() + ahead] : parts) as [number]));
  }
  static override now(): number {
    return Machine.now() + ahead;
  }
}

/** From now on the clock of this process, or of this file's tests, is so far ahead of the machine's. */
export function setClock(milliseconds: number): void {
  ahead = milliseconds;
  globalThis.Date = Moved as DateConstructor;
}

/** The clock reads so much now, and goes on. */
export function setClockTo(epochMilliseconds: number): void {
  setClock(epochMilliseconds - Machine.now());
}
