import { connectGitHub } from '#adapters/github/connect.ts';
import { type ItemKey, orgLogin } from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';
import { BUILT_IN_POLICY, type Policy } from '#core/policy/policy.ts';
import { rules } from '#core/rules/registry.ts';
import { secret } from '#core/secret.ts';
import type { Sighting } from '#core/snapshot.ts';
import { loadSnapshot } from '#scan/load-snapshot.ts';
import { commitScan, runScan, type ScanInput } from '#scan/run-scan.ts';
import type { ScanResult } from '#scan/scan-result.ts';
import type { Store } from '#scan/store-port.ts';
import type { Simulator } from '#simulator/simulator.ts';
import { scanInput } from '#test/builders/scan-input.ts';

/** Judges nothing: where only the inventory matters, a night writes a fraction. */
export const NO_RULES: Policy = {
  ...BUILT_IN_POLICY,
  rules: Object.fromEntries(
    rules.map(({ id }) => [id, { enabled: false, severity: null, options: {}, kinds: {} }]),
  ),
};

interface Night {
  readonly simulator: Simulator;
  readonly store: Store;
  readonly at: string;
  readonly policy?: Policy;
}

/** One scan of the simulator's acme in this process, with the real adapters, in no time between retries. */
export async function simulatedScan(
  night: Night,
): Promise<ScanResult & { readonly snapshot: ReadonlyMap<ItemKey, Sighting> }> {
  const result = await runScan(await inputOf(night));
  return { ...result, snapshot: await loadSnapshot(night.store, result.record) };
}

/** The same for a night of which nobody asks what it came to. */
export async function simulatedNight(night: Night): Promise<void> {
  await commitScan(await inputOf(night));
}

async function inputOf({ at, policy = BUILT_IN_POLICY, simulator, store }: Night): Promise<ScanInput> {
  const org = orgLogin('acme');
  const connection = connectGitHub({
    apiUrl: simulator.url,
    credential: {
      kind: 'app',
      appId: `${simulator.app.id}`,
      privateKey: secret(simulator.app.privateKey),
    },
    requestsPerSecond: Number.POSITIVE_INFINITY,
    retryBaseMilliseconds: 1,
  });
  const github = await connection.organisation(org);
  return scanInput({ org, github, store, policy, scan: at as Instant });
}
