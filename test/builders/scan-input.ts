import { sha256 } from '#adapters/engine/sha256.ts';
import { orgLogin } from '#core/credential.ts';
import { BUILT_IN_POLICY } from '#core/policy/policy.ts';
import { TERMINAL } from '#core/terminal.ts';
import type { Engine, ProgressListener } from '#scan/ports.ts';
import type { ScanInput } from '#scan/run-scan.ts';
import { NIGHT } from './items.ts';

export const ACME = orgLogin('acme');

const silent: ProgressListener = { source() {}, finished() {}, waiting() {}, phase() {}, warning() {} };

/** Runs steps as they come and remembers waits instead of sleeping: every wait counts as an hour. */
export function instantEngine(waits: string[] = []): Engine {
  const engine: Engine = {
    step: (_name, work) => work(),
    async waitUntil(_instant, reason) {
      waits.push(reason);
      return 3_600;
    },
    forEach: (_name, items, work) => Promise.all(items.map((item) => work(item, engine))),
  };
  return engine;
}

/** A scan of acme, the engine in no hurry. */
export function scanInput(overrides: Pick<ScanInput, 'github' | 'store'> & Partial<ScanInput>): ScanInput {
  return {
    org: ACME,
    scan: NIGHT,
    policy: BUILT_IN_POLICY,
    engine: instantEngine(),
    sha256,
    signer: null,
    channels: [TERMINAL],
    holder: 'test',
    progress: silent,
    signal: new AbortController().signal,
    ...overrides,
  };
}
