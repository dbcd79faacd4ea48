import { inventLogin } from './invent-other.ts';
import type { Organisation } from './organisation.ts';
import type { Random } from './random.ts';
import type { Settling } from './settling.ts';

/** Nobody may own more fine-grained tokens than this. */
const TOKENS_PER_OWNER = 50;
/** What the one collector of a larger organisation has: close to the limit. */
const TOKENS_OF_COLLECTOR = 46;

/** Mostly members; a few outside collaborators, and a few who have left and whose tokens have not. */
export function ownersOf(organisation: Organisation, { random, isTaken, size }: Settling): string[] {
  const members = organisation.members.map(({ user }) => user.login);
  const outside = organisation.outsideCollaborators.map(({ user }) => user.login);
  const gone = members.length < 10 ? [] : [1, 2].map(() => inventLogin(random, isTaken));
  const needed = Math.ceil(size.fineGrainedTokens / TOKENS_PER_OWNER) + 1;
  const owners = [...members, ...outside.slice(0, 2), ...gone];
  while (owners.length < needed)
    owners.push(inventLogin(random, (login) => isTaken(login) || owners.includes(login)));
  return owners;
}

/** Draws owners one after the other, and none of them more often than GitHub allows. */
export function ownerPicker(owners: readonly string[], random: Random): () => string {
  const left = new Map(owners.map((owner) => [owner, TOKENS_PER_OWNER]));
  const collector = owners[0] ?? '';
  left.set(collector, TOKENS_OF_COLLECTOR);
  const take = (owner: string): string => {
    left.set(owner, (left.get(owner) ?? 0) - 1);
    return owner;
  };
  const hasRoom = (owner: string) => (left.get(owner) ?? 0) > 0;
  const collects = () => owners.length > 30 && hasRoom(collector) && random.chance(0.3);
  return () => {
    if (collects()) return take(collector);
    let owner = random.pick(owners);
    while (!hasRoom(owner)) owner = random.pick(owners);
    return take(owner);
  };
}
