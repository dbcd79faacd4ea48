import type { Alert } from '#core/alert.ts';
import { deliver } from '#scan/deliver.ts';
import { itemsBehind } from '#scan/items-behind.ts';
import type { ScanResult } from '#scan/scan-result.ts';
import type { Store } from '#scan/store-port.ts';
import type { Dependencies } from './dependencies.ts';
import { print, textOptions } from './print.ts';
import { toJson } from './render/json.ts';
import { CHANNEL, type ScanOutcome, scanDocument } from './render/scan-json.ts';
import { scanText } from './render/scan-text.ts';
import type { Attempt } from './scan-organisation.ts';

interface Means {
  readonly store: Store;
  readonly deps: Dependencies;
}

/** Prints one organisation's scan with what there is to say, and notes that it was said once it is out. */
export async function sayEach(
  attempt: Attempt,
  { store, deps, several }: Means & { readonly several: boolean },
): Promise<void> {
  const gap = several ? '\n\n' : '';
  if ('failure' in attempt) return print(deps, `${attempt.org}: NOT SCANNED. ${attempt.failure}\n${gap}`);
  const { result } = attempt;
  await saying(result, store, async (alerts) => {
    const items = await itemsBehind(
      alerts.map(({ finding }) => finding),
      result.record,
      store,
    );
    await print(deps, scanText({ result, alerts, items }, textOptions(deps)) + gap);
  });
}

/**
 * Prints one document for all organisations. Each one's alerts count as said when the document is out, so the
 * printing stands inside the innermost of the deliveries.
 */
export async function sayAll(attempts: readonly Attempt[], { store, deps }: Means): Promise<void> {
  const outcomes: ScanOutcome[] = [];
  const from = async (index: number): Promise<void> => {
    const attempt = attempts[index];
    if (attempt === undefined) return print(deps, toJson(scanDocument(outcomes)));
    if ('failure' in attempt) {
      outcomes.push(attempt);
      return from(index + 1);
    }
    await saying(attempt.result, store, (alerts) => {
      outcomes.push({ ...attempt, alerts });
      return from(index + 1);
    });
  };
  await from(0);
}

async function saying(
  { record }: ScanResult,
  store: Store,
  send: (alerts: readonly Alert[]) => Promise<void>,
): Promise<void> {
  await deliver({ record, store, sink: { channel: CHANNEL, send } });
}
