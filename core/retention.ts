import { type Instant, plusDays } from './instant.ts';

/** For how many days what a scan stored is kept. Its record and digest are kept for good. */
export interface Retention {
  readonly snapshotDays: number;
  /** Of changes, and of the steps of findings. */
  readonly historyDays: number;
}

/** What holds without a policy; seven years have two leap days. */
export const DEFAULT_RETENTION: Retention = { snapshotDays: 400, historyDays: 7 * 365 + 2 };

/** A scan, by what its record says. */
interface Kept {
  readonly id: Instant;
  readonly retention?: Retention;
}

/** From then on the snapshot of a scan may be gone: by what held when it was made. */
export const snapshotUntil = ({ id, retention }: Kept): Instant =>
  plusDays(id, (retention ?? DEFAULT_RETENTION).snapshotDays);

/** From then on the changes and transitions of a scan may be gone. */
export const historyUntil = ({ id, retention }: Kept): Instant =>
  plusDays(id, (retention ?? DEFAULT_RETENTION).historyDays);
