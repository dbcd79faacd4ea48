/** What a busy neighbour says through the names of its errors. */
const BUSY = new Set(['BusyError', 'StoreBusyError']);
const PAUSE_MILLISECONDS = 500;

export interface Patience {
  /** How long to keep trying; 0: once. */
  readonly seconds: number;
  readonly now: () => Date;
  /** Rejects when the signal is aborted. */
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Told once, before the first pause. */
  readonly waiting: (error: Error) => void;
}

/** Tries again while another patrol is at it, until patience runs out; then the error of the last try. */
export async function withPatience<Result>(work: () => Promise<Result>, patience: Patience): Promise<Result> {
  const end = patience.now().getTime() + patience.seconds * 1_000;
  for (let first = true; ; first = false) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error) || !BUSY.has(error.name) || patience.now().getTime() >= end) throw error;
      if (first) patience.waiting(error);
    }
    await patience.sleep(PAUSE_MILLISECONDS);
  }
}
