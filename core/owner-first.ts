import type { Memory, Saying } from './delivery.ts';
import type { Finding } from './finding.ts';
import { type Instant, plusDays, secondsBetween } from './instant.ts';
import type { OwnerAddresses } from './owner-address.ts';
import { type People, personOfLogin } from './people.ts';
import { EARLY_SECONDS, REMINDER_DAYS } from './reminders.ts';

/** What `to` of a route calls the owner of a finding, and the channel that is all owners. */
export const OWNER = 'owner';

/** From how many days before its end on an owner hears of what expires. */
const OWNER_DAYS = 7;

/** What is known of owners when a scan decides what to tell a channel. */
export interface Owners {
  /** Whom of them there is a way to. */
  readonly people: People;
  /** What came of looking up the others; absent: they are not looked up. */
  readonly lookedUp?: OwnerAddresses;
  /** What they were told. */
  readonly memory: Memory;
  /** Whether they were told just now: what one does not know by now could not be delivered. */
  readonly wereTold: boolean;
}

/** What is known of the owner of one finding. */
export interface OwnerView {
  /** Why there is no way to the owner; null: there is. */
  readonly unreachable: string | null;
  /** What the owner heard first in this life of the finding; null: nothing yet. */
  readonly first: Pick<Saying, 'at' | 'tier'> | null;
  readonly wasTold: boolean;
}

/** The views of all these findings. An owner has left as soon as one finding says so. */
export function viewOfOwners(
  findings: readonly Finding[],
  { lookedUp, memory, people, wereTold }: Owners,
): (finding: Finding) => OwnerView {
  const departures = findings.filter(({ rule, state }) => rule === 'owner-left' && state !== 'resolved');
  const left = new Set(departures.map(({ credential }) => credential.owner?.toLowerCase()));
  return ({ id, credential: { owner }, since }) => ({
    unreachable: whyUnreachable(owner, { people, lookedUp }, left),
    first: memory.get(id)?.sayings.find(({ at }) => at >= since) ?? null,
    wasTold: wereTold,
  });
}

function whyUnreachable(
  owner: string | null,
  { lookedUp, people }: { readonly people: People; readonly lookedUp: OwnerAddresses | undefined },
  left: ReadonlySet<string | undefined>,
): string | null {
  if (owner === null) return 'GitHub names no owner';
  if (left.has(owner.toLowerCase())) return `${owner} has left the organisation`;
  if (personOfLogin(people, owner) !== null) return null;
  if (lookedUp === undefined) return `no Slack user known for ${owner}`;
  // Whom nobody looked up yet will be, when there is something to say.
  return lookedUp.get(owner.toLowerCase())?.why ?? null;
}

/** Why the owner need not hear of it yet: it ends, and not within a week. Null: it is the time. */
export function tooEarly(finding: Pick<Finding, 'tier' | 'limits'>): string | null {
  const from = ownersTier(finding);
  return finding.tier !== null && finding.tier > from ? String(from) : null;
}

/**
 * Until when a finding is the owner's to act on, and nobody else's: the next tier after the one at which the owner heard
 * of it; where there is none, as long as a reminder takes. Null: it is everybody's by now. Nothing critical waits for one
 * person, nor does what could not be said.
 */
export function leftToOwner(
  finding: Pick<Finding, 'tier' | 'limits' | 'severity' | 'since'>,
  { first, unreachable, wasTold }: OwnerView,
  now: Instant,
): string | null {
  if (unreachable !== null || finding.severity === 'critical') return null;
  const isUndelivered = first === null && wasTold && tooEarly(finding) === null;
  return isUndelivered ? null : ownersTime(finding, first, now);
}

function ownersTime(
  { limits, severity, since, tier }: Pick<Finding, 'tier' | 'limits' | 'severity' | 'since'>,
  first: OwnerView['first'],
  now: Instant,
): string | null {
  if (tier !== null) {
    const next = nextTier({ limits }, tier, first?.tier ?? null);
    if (next !== undefined) return tier <= next ? null : `tier ${next}`;
  }
  const until = plusDays(first?.at ?? since, REMINDER_DAYS[severity]);
  return secondsBetween(now, until) <= EARLY_SECONDS ? null : until;
}

function nextTier(finding: Pick<Finding, 'limits'>, tier: number, first: number | null): number | undefined {
  const heardAt = first ?? Math.min(tier, ownersTier(finding));
  return tiersOf(finding).find((days) => days < heardAt);
}

/** The first tier within a week of the end; the last one, where none is. */
function ownersTier(finding: Pick<Finding, 'limits'>): number {
  const tiers = tiersOf(finding);
  return tiers.find((days) => days <= OWNER_DAYS) ?? tiers.at(-1) ?? OWNER_DAYS;
}

/** From far to near, as the rule has them. */
function tiersOf({ limits }: Pick<Finding, 'limits'>): readonly number[] {
  const tiers = limits?.['tiers'];
  return Array.isArray(tiers) ? tiers : [];
}
