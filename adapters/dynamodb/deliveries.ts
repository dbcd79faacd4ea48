import type { OrgLogin } from '#core/credential.ts';
import { type Delivery, isAboutFinding } from '#core/delivery.ts';
import type { Fingerprint } from '#core/finding.ts';
import { historyUntil, type Retention } from '#core/retention.ts';
import type { Attributes } from './attributes.ts';
import { writeAll } from './batch.ts';
import { epochSeconds } from './epoch-seconds.ts';
import { bodyOf, makeItem } from './item.ts';
import { DELIVERIES_OF, deliverySortKey, findingTimeline, SAID_PREFIX } from './keys.ts';
import { queryAll } from './query.ts';
import { questions } from './questions.ts';
import type { Table } from './table.ts';

const AT_ONCE = 300;

export const deliveryOf = (attributes: Attributes): Delivery => bodyOf(attributes) as unknown as Delivery;

/** The first of them are written first, so that what a crash leaves out is the last. */
export async function writeDeliveries(
  table: Table,
  org: OrgLogin,
  deliveries: readonly Delivery[],
  retention: Retention,
): Promise<void> {
  for (let start = 0; start < deliveries.length; start += AT_ONCE) {
    const some = deliveries.slice(start, start + AT_ONCE);
    await writeAll(
      table,
      some.map((delivery) => ({ put: deliveryItem(org, delivery, retention) })),
    );
  }
}

function deliveryItem(org: OrgLogin, delivery: Delivery, retention: Retention) {
  const key = { pk: DELIVERIES_OF(org), sk: deliverySortKey(delivery.channel, delivery.about) };
  const upkeep = { org, ...placeInLife(org, delivery), ...expiry(delivery, retention) };
  return makeItem(key, 'delivery', upkeep, delivery);
}

/** What was said of a finding goes with it, once its end was said. One that comes back is another story, and kept anew. */
function expiry({ about, sayings }: Delivery, retention: Retention): Attributes {
  const last = sayings.at(-1);
  if (last?.reason !== 'resolved' || !isAboutFinding(about)) return {};
  return { expireAt: epochSeconds(historyUntil({ id: last.at, retention })) };
}

/** Only what is about a finding is in its life. */
function placeInLife(org: OrgLogin, { about, channel }: Delivery) {
  if (!isAboutFinding(about)) return {};
  return { timelineOf: findingTimeline(org, about), timelineAt: `${SAID_PREFIX}${channel}` };
}

/** What was said of a finding, channel by channel. */
export async function saidOf(table: Table, org: OrgLogin, id: Fingerprint): Promise<Delivery[]> {
  return (await queryAll(table, questions.saidOf(org, id))).map(deliveryOf);
}
