import type { ScanFacts } from '../scan-facts.ts';
import { MOST_FINE_GRAINED_TOKENS } from '../token-limit.ts';
import type { Step } from './step.ts';

/** What one owner has to do. */
export interface OwnerPlan {
  /** Null: GitHub names nobody. */
  readonly owner: string | null;
  /** In the order to take them. */
  readonly steps: readonly Step[];
  /** Fine-grained tokens that the plan makes. */
  readonly toMake: number;
  /** Fine-grained tokens that they have in this organisation already, so they have at least as many; null: not known. */
  readonly existing: number | null;
  /** Of those to make, so many at least do not fit below GitHub's limit: these jobs want an App. */
  readonly tooMany: number;
}

export function ownerPlans(
  steps: readonly Step[],
  facts: Pick<ScanFacts, 'personBehind' | 'liveTokensOf' | 'lacks'>,
): OwnerPlan[] {
  const byOwner = Map.groupBy(steps, ({ token }) => token.owner?.login ?? null);
  return [...byOwner]
    .map(([owner, own]) => ({ owner, steps: own, ...room(own, facts) }))
    .sort((one, other) => rankOf(one) - rankOf(other) || nameOf(one).localeCompare(nameOf(other), 'en'));
}

function room(
  steps: readonly Step[],
  facts: Pick<ScanFacts, 'personBehind' | 'liveTokensOf' | 'lacks'>,
): Omit<OwnerPlan, 'owner' | 'steps'> {
  const toMake = steps.reduce((sum, { make }) => sum + (make?.organisations.length ?? 0), 0);
  const owner = steps[0]?.token.owner ?? null;
  const person = owner === null ? 'unknown' : facts.personBehind(owner);
  const isKnown = typeof person === 'object' && !facts.lacks('fine-grained-tokens');
  const existing = isKnown ? facts.liveTokensOf(person) : null;
  return { toMake, existing, tooMany: Math.max(0, (existing ?? 0) + toMake - MOST_FINE_GRAINED_TOKENS) };
}

const rankOf = ({ owner }: OwnerPlan) => Number(owner === null);
const nameOf = ({ owner }: OwnerPlan) => owner ?? '';
