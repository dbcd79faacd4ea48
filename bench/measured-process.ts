import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Measured {
  readonly code: number | null;
  readonly stdout: string;
  readonly wallSeconds: number;
  /** User and system time of the process with its threads. */
  readonly cpuSeconds: number;
  /** Peak resident set, in MB of 2^20 bytes. */
  readonly peakMegabytes: number;
}

/** Kernel ticks a second; 100 on every Linux we know of (sysconf _SC_CLK_TCK). */
const TICKS = 100;

/** Runs a Node program and reads its use from /proc until it ends: Linux only. */
export async function measure(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  let cpuSeconds = 0;
  let peakMegabytes = 0;
  const timer = setInterval(() => {
    try {
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      cpuSeconds = (Number(stat[11]) + Number(stat[12])) / TICKS;
      const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      // A process that is ending has no memory any more; its peak so far stands.
      if (peak !== undefined) peakMegabytes = Math.round(Number(peak) / 1_024);
    } catch {
      // It has ended; the last reading stands.
    }
  }, 20);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(timer);
  return { code, stdout, wallSeconds: (performance.now() - started) / 1_000, cpuSeconds, peakMegabytes };
}
