import { type Finding, type Severity, severityRank } from '#core/finding.ts';
import type { ScanResult } from '#scan/scan-result.ts';
import type { Told } from '#scan/tell-each.ts';

/** What a script may rely on. With several of them at once: 2, then 3, then 1, then 0. */
export const EXIT = {
  done: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** The command, a setting, the policy or the credential is wrong; or Patrol is. */
  wrong: 2,
  /** The scan is incomplete, could not be made or told now, or what is stored of it is damaged. */
  incomplete: 3,
  /** 128 + SIGINT, as shells have it. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export type FailOn = Severity | 'never';

/** What became of one organisation: its scan, or the exit code of the reason there is none. */
export type Fate =
  | { readonly result: ScanResult; readonly told: readonly Pick<Told, 'failure'>[] }
  | { readonly exit: ExitCode };

/** One exit code for a run over any number of organisations. */
export function exitCodeOf(fates: readonly Fate[], failOn: FailOn): ExitCode {
  const results = fates.flatMap((fate) => ('result' in fate ? [fate.result] : []));
  const failures = fates.flatMap((fate) => ('exit' in fate ? [fate.exit] : []));
  // Where others could be scanned, command and credential are right: what is left is an incomplete run.
  if (results.length === 0 && failures.includes(EXIT.wrong)) return EXIT.wrong;
  if (failures.length > 0 || results.some(({ record }) => record.status === 'partial'))
    return EXIT.incomplete;
  if (fates.some((fate) => 'told' in fate && fate.told.some(({ failure }) => failure !== null)))
    return EXIT.incomplete;
  return results.some(({ findings }) => isLoud(findings, failOn)) ? EXIT.findings : EXIT.done;
}

/** The exit code of a command that reads: a part of the answer that is damaged makes it incomplete. */
export function exitAfterReading(damaged: readonly string[]): ExitCode {
  return damaged.length === 0 ? EXIT.done : EXIT.incomplete;
}

function isLoud(findings: readonly Finding[], failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  return findings.some(
    ({ state, severity }) => state === 'open' && severityRank(severity) >= severityRank(failOn),
  );
}
