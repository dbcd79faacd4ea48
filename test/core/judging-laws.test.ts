import fc from 'fast-check';
import { sha256 } from '#adapters/engine/sha256.ts';
import { type InventoryItem, keyOf, orgLogin } from '#core/credential.ts';
import { evaluate } from '#core/evaluate.ts';
import type { Finding } from '#core/finding.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { judge } from '#core/judge.ts';
import { BUILT_IN_POLICY } from '#core/policy/policy.ts';
import { type ReadingStatus, SOURCES } from '#core/reading.ts';
import { rules } from '#core/rules/registry.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { inventory } from '#test/builders/arbitraries.ts';
import { scanFacts, snapshotOf } from '#test/builders/facts.ts';
import { NIGHT } from '#test/builders/items.ts';

interface Night {
  readonly scan: Instant;
  readonly current: Snapshot;
  readonly previous?: Snapshot;
  readonly findings?: readonly Finding[];
  readonly status?: ReadingStatus;
}

/** All that a scan decides, with every rule there is. */
function judged({ scan, current, previous = new Map(), findings = [], status = 'complete' }: Night) {
  return judge({
    org: orgLogin('acme'),
    scan,
    policy: BUILT_IN_POLICY,
    rules,
    listeners: [],
    head: null,
    previous,
    rebuilt: null,
    current,
    readings: SOURCES.map((source) => ({
      source,
      status,
      count: 0,
      pages: 1,
      reason: null,
      missingPermission: null,
      carriedOver: 0,
      lastComplete: NIGHT,
    })),
    chunks: [],
    findings,
    presses: [],
    alsoIn: new Map(),
    usage: { requests: 0, notModified: 0, waitedSeconds: 0 },
    sha256,
  });
}

const TOMORROW = plusDays(NIGHT, 1);

describe('judging', () => {
  it('takes each thing by itself: a split inventory gives what the whole gives', () => {
    const found = fc.sample(inventory, 200).map((items) => evaluateAll(items, items).length);
    expect(Math.max(...found)).toBeGreaterThan(10);
    fc.assert(
      fc.property(inventory, fc.nat(), (items, at) => {
        const cut = items.length === 0 ? 0 : at % items.length;
        expect(evaluateAll(items, items)).toEqual([
          ...evaluateAll(items.slice(0, cut), items),
          ...evaluateAll(items.slice(cut), items),
        ]);
      }),
    );
  });

  it('says nothing new of the same night again', () => {
    fc.assert(
      fc.property(inventory, inventory, (before, items) => {
        const yesterday = judged({ scan: NIGHT, current: snapshotOf(before, NIGHT) });
        const current = snapshotOf(items, TOMORROW);
        const night = { scan: TOMORROW, current };
        const first = judged({ ...night, previous: snapshotOf(before, NIGHT), findings: yesterday.findings });
        const again = judged({ ...night, previous: current, findings: first.findings });
        expect(again.transitions).toEqual([]);
      }),
    );
  });

  it.each<ReadingStatus>(['partial', 'refused', 'unavailable', 'not-asked'])(
    'resolves nothing on a night whose sources were all %s',
    (status) => {
      fc.assert(
        fc.property(inventory, inventory, (before, seen) => {
          const previous = snapshotOf(before, NIGHT);
          const first = judged({ scan: NIGHT, current: previous });
          const current = new Map([...previous, ...snapshotOf(seen, TOMORROW)]);
          const second = judged({ scan: TOMORROW, current, previous, findings: first.findings, status });
          expect(second.transitions.filter(({ kind }) => kind === 'resolved')).toEqual([]);
        }),
        { numRuns: 50 },
      );
    },
  );

  it('says of nobody that he left on a night that did not see all people', () => {
    const partial = ['people'] as const;
    fc.assert(
      fc.property(inventory, (items) => {
        const facts = scanFacts({ items, partial });
        const judgements = evaluate(snapshotOf(items), rules, { policy: BUILT_IN_POLICY, now: NIGHT, facts });
        const left = judgements.filter(({ rule }) => rule.id === 'owner-left');
        expect(left.filter(({ verdict }) => verdict.outcome === 'fail')).toEqual([]);
      }),
    );
  });
});

function evaluateAll(items: readonly InventoryItem[], whole: readonly InventoryItem[]) {
  const facts = scanFacts({ items: whole });
  return evaluate(snapshotOf(items), rules, { policy: BUILT_IN_POLICY, now: NIGHT, facts }).map(
    ({ item, rule, verdict }) => ({ key: keyOf(item), rule: rule.id, verdict }),
  );
}
