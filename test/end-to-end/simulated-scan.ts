import { connectGitHub } from '#adapters/github/connect.ts';
import { type ItemKey, orgLogin } from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';
import { secret } from '#core/secret.ts';
import type { Sighting } from '#core/snapshot.ts';
import { loadSnapshot } from '#scan/load-snapshot.ts';
import type { Store } from '#scan/ports.ts';
import { runScan } from '#scan/run-scan.ts';
import type { ScanResult } from '#scan/scan-result.ts';
import type { Simulator } from '#simulator/simulator.ts';
import { scanInput } from '#test/builders/scan-input.ts';

/** One scan of the simulator's acme in this process, with the real adapters, in no time between retries. */
export async function simulatedScan(
  simulator: Simulator,
  store: Store,
  at: string,
): Promise<ScanResult & { readonly snapshot: ReadonlyMap<ItemKey, Sighting> }> {
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
  const result = await runScan(scanInput({ org, github, store, scan: at as Instant }));
  return { ...result, snapshot: await loadSnapshot(store, result.record) };
}
