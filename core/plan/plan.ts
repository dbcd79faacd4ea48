import type { ClassicToken, ItemKey, OrgLogin } from '../credential.ts';
import { severityRank } from '../finding.ts';
import type { Instant } from '../instant.ts';
import { powerOf } from '../power.ts';
import type { SettledReading } from '../reading.ts';
import { gatherFacts } from '../scan-facts.ts';
import type { Snapshot } from '../snapshot.ts';
import { type OwnerPlan, ownerPlans } from './owner-plan.ts';
import type { Step } from './step.ts';
import { wayOff } from './way-off.ts';

/** The way off all classic tokens of an organisation that are seen. */
export interface Plan {
  /** In the order to take them. */
  readonly steps: readonly Step[];
  /** In order of login; what nobody is named for comes last. */
  readonly owners: readonly OwnerPlan[];
  /** What a plan for these tokens would need to know, and nothing here tells: sentences. */
  readonly untold: readonly string[];
}

export interface PlanInput {
  readonly org: OrgLogin;
  /** The scheduled time of the scan. */
  readonly now: Instant;
  readonly current: Snapshot;
  readonly readings: readonly SettledReading[];
  readonly alsoIn: ReadonlyMap<ItemKey, readonly OrgLogin[]>;
  readonly inUseWithinDays: number;
}

export function planOf(input: PlanInput): Plan {
  const facts = gatherFacts({ ...input, previous: new Map(), findings: [] });
  const steps = [...input.current.values()]
    .flatMap(({ item }) => (item.kind === 'classic-token' ? [item] : []))
    .map((token): Step => ({ token, severity: powerOf(token), ...wayOff(token, { ...input, facts }) }))
    .sort(byTurn);
  return {
    steps,
    owners: ownerPlans(steps, facts),
    untold: steps.length === 0 ? [] : untold(facts),
  };
}

function untold(facts: Pick<ReturnType<typeof gatherFacts>, 'lacks'>): string[] {
  return [
    'Which repositories a classic token is used for, and which of its scopes: its owner knows. The permissions named are the most it can need.',
    'Organisations that Patrol does not scan, where the same token may be authorised.',
    ...(facts.lacks('people')
      ? ['Whose owner left or is an outside collaborator: people were not read whole.']
      : []),
    ...(facts.lacks('fine-grained-tokens')
      ? ['How many fine-grained tokens an owner has already: they were not read whole.']
      : []),
    ...(facts.lacks('sso-credentials')
      ? ['Classic tokens that were not seen tonight: they were not read whole.']
      : []),
  ];
}

/** What costs nothing first, what cannot be moved last. */
const TURN = {
  delete: 0,
  'fine-grained-token': 1,
  'github-app': 1,
  part: 1,
  'cannot-tell': 2,
  stay: 3,
} as const;

/**
 * Then what could do the gravest harm; of these what nothing will end, and what was used last: somebody who remembers
 * it is there.
 */
function byTurn(one: Step, other: Step): number {
  return (
    TURN[one.way] - TURN[other.way] ||
    severityRank(other.severity) - severityRank(one.severity) ||
    Number(other.token.expiresAt === 'never') - Number(one.token.expiresAt === 'never') ||
    compare(lastUse(other.token), lastUse(one.token)) ||
    compare(one.token.id.padStart(20, '0'), other.token.id.padStart(20, '0'))
  );
}

const lastUse = ({ lastUsedAt }: ClassicToken) =>
  lastUsedAt === 'unknown' || lastUsedAt === 'never' ? '' : lastUsedAt;

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));

/** The part of a plan that is one owner's; GitHub's logins ignore case. */
export function ofOwner({ owners, steps, untold: unknown }: Plan, login: string): Plan {
  const isTheirs = (other: string | null | undefined) => other?.toLowerCase() === login.toLowerCase();
  return {
    steps: steps.filter(({ token }) => isTheirs(token.owner?.login)),
    owners: owners.filter(({ owner }) => isTheirs(owner)),
    untold: unknown,
  };
}
