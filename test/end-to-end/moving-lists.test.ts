import fc from 'fast-check';
import { type Instant, plusDays } from '#core/instant.ts';
import type { Store } from '#scan/store-port.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import type { Organisation } from '#simulator/world/organisation.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { NO_RULES, simulatedNight, simulatedScan } from './simulated-scan.ts';

const FIRST = '2026-10-20T02:00:00Z' as Instant;

/** What happens at GitHub right before a request is answered. */
type Move = { readonly kind: 'revoke' | 'regrant'; readonly at: number } | { readonly kind: 'add' };

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constantFrom('revoke' as const, 'regrant' as const), at: fc.nat({ max: 400 }) }),
  fc.constant({ kind: 'add' as const }),
);
/** Pages of fine-grained tokens, by the order in which they are asked for → what happens before each. */
const moves = fc.array(fc.array(move, { maxLength: 3 }), { maxLength: 6 });

function smallWorld(tokens: number) {
  return createWorld({
    seed: 'moving',
    startsAt: FIRST,
    lifeRate: 0,
    organisations: [
      {
        login: 'acme',
        size: { ...EMPTY, members: 5, repositories: 3, fineGrainedTokens: tokens, subsetShare: 0 },
      },
    ],
  });
}

function make(acme: Organisation, move: Move): void {
  if (move.kind === 'add') {
    acme.addToken({ owner: 'newcomer', name: 'made during the scan', repositorySelection: 'all' });
    return;
  }
  const all = acme.fineGrainedTokens;
  const target = all[move.at % Math.max(1, all.length)];
  if (target === undefined) return;
  if (move.kind === 'revoke') acme.revokeToken(target.tokenId);
  else acme.regrantToken(target.tokenId);
}

/** Plays the moves while the list of tokens is read; tells which tokens were there all along. */
function shake(
  simulator: Simulator,
  steps: readonly (readonly Move[])[],
): { lived(): Set<string>; stop(): void } {
  const acme = simulator.world.organisation('acme');
  const keys = () => new Set(acme.fineGrainedTokens.map(({ tokenId }) => `fine-grained-token:${tokenId}`));
  let lived = keys();
  let asked = 0;
  const stop = simulator.onRequest(({ path, query }) => {
    if (!path.endsWith('/personal-access-tokens') || query.has('token_id[]')) return;
    for (const step of steps[asked] ?? []) make(acme, step);
    asked += 1;
    lived = lived.intersection(keys());
  });
  return { lived: () => lived, stop };
}

async function withAcme<Result>(
  tokens: number,
  work: (simulator: Simulator, store: Store) => Promise<Result>,
): Promise<Result> {
  const simulator = await startSimulator({ world: smallWorld(tokens) });
  const memory = await memoryStore();
  try {
    return await work(simulator, memory.store);
  } finally {
    await memory.close();
    await simulator.close();
  }
}

const missing = (lived: ReadonlySet<string>, snapshot: ReadonlyMap<string, unknown>) =>
  [...lived].filter((key) => !snapshot.has(key));

describe('tokens revoked and added while their list is read over HTTP', () => {
  it.each([0, 1, 2, 3, 4])(
    'one of the first page revoked before request %d: nobody else is missed',
    async (before) => {
      const revoke: Move[][] = Array.from({ length: before + 1 }, (_, index) =>
        index === before ? [{ kind: 'revoke', at: 3 }] : [],
      );
      await withAcme(350, async (simulator, store) => {
        const { lived, stop } = shake(simulator, revoke);
        const { record, snapshot } = await simulatedScan({ simulator, store, at: FIRST, policy: NO_RULES });
        stop();
        expect(record.status).toBe('complete');
        expect(missing(lived(), snapshot)).toEqual([]);
      });
    },
  );

  it.each([120, 200, 301])(
    'of %d tokens, whatever lived through a later night is in its snapshot, and no live token is recorded as gone',
    async (tokens) => {
      await withAcme(tokens, async (simulator, store) => {
        let night = FIRST;
        await simulatedNight({ simulator, store, at: night, policy: NO_RULES });
        await fc.assert(
          fc.asyncProperty(moves, async (steps) => {
            night = plusDays(night, 1);
            simulator.world.advanceTo(night);
            const { lived, stop } = shake(simulator, steps);
            const later = await simulatedScan({ simulator, store, at: night, policy: NO_RULES });
            const { changes, record, snapshot } = later;
            stop();
            expect(record.status).toBe('complete');
            expect(missing(lived(), snapshot)).toEqual([]);
            const gone = changes.filter(({ change }) => change === 'gone').map(({ key }) => String(key));
            expect(gone.filter((key) => lived().has(key))).toEqual([]);
          }),
          // One night after the other: the same again would be another.
          { numRuns: 5, endOnFailure: true },
        );
      });
    },
  );
});
