/** Runs the work once, and says how much CPU time of this process it took. */
export function measured<Result>(work: () => Result): {
  readonly result: Result;
  readonly cpuSeconds: number;
} {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuSeconds: (user + system) / 1e6 };
}
