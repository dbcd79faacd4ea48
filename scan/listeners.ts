import type { OrgLogin } from '#core/credential.ts';
import type { Memory } from '#core/delivery.ts';
import type { Listener } from '#core/judge.ts';
import { addressesByLogin } from '#core/owner-address.ts';
import type { Owners } from '#core/owner-first.ts';
import { saidAtTerminal, TERMINAL } from '#core/terminal.ts';
import type { Store } from './store-port.ts';

/** Who is told of an organisation, with what they were told. */
export async function listenersOf(
  org: OrgLogin,
  channels: readonly Listener['habits'][],
  store: Store,
): Promise<Listener[]> {
  const owners = await ownersAmong(channels, { org, store, wereTold: false });
  return Promise.all(
    channels.map(async (habits): Promise<Listener> => {
      const memory = await memoryOf(org, habits.name, store);
      const isTerminal = habits.name === TERMINAL.name;
      const saidOf: Listener['saidOf'] = (finding) =>
        (isTerminal ? saidAtTerminal(memory, finding) : memory.get(finding.id))?.said ?? null;
      return { habits, saidOf, ...(owners === null ? {} : { owners }) };
    }),
  );
}

/** What is known of owners, if one of these channels is them. */
export async function ownersAmong(
  channels: readonly Listener['habits'][],
  { org, store, wereTold }: { org: OrgLogin; store: Store; wereTold: boolean },
): Promise<Owners | null> {
  for (const { name, ownerLookup, people } of channels) {
    if (people === undefined) continue;
    const memory = await memoryOf(org, name, store);
    if (ownerLookup === undefined) return { people, memory, wereTold };
    return { people, lookedUp: addressesByLogin(await store.ownerAddresses(org)), memory, wereTold };
  }
  return null;
}

/** What a channel was told of an organisation. */
export async function memoryOf(org: OrgLogin, channel: string, store: Store): Promise<Memory> {
  const deliveries = await store.deliveries(org, channel);
  return new Map(deliveries.map((delivery) => [delivery.about, delivery]));
}
