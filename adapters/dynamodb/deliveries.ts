import type { OrgLogin } from '#core/credential.ts';
import type { Delivery } from '#core/delivery.ts';
import type { Attributes } from './attributes.ts';
import { writeAll } from './batch.ts';
import { bodyOf, makeItem } from './item.ts';
import { DELIVERIES_OF, deliverySortKey } from './keys.ts';
import type { Table } from './table.ts';

const AT_ONCE = 300;

export const deliveryOf = (attributes: Attributes): Delivery => bodyOf(attributes) as unknown as Delivery;

/** The first of them are written first, so that what a crash leaves out is the last. */
export async function writeDeliveries(
  table: Table,
  org: OrgLogin,
  deliveries: readonly Delivery[],
): Promise<void> {
  for (let start = 0; start < deliveries.length; start += AT_ONCE) {
    const some = deliveries.slice(start, start + AT_ONCE);
    await writeAll(
      table,
      some.map((delivery) => ({ put: deliveryItem(org, delivery) })),
    );
  }
}

function deliveryItem(org: OrgLogin, delivery: Delivery) {
  const key = { pk: DELIVERIES_OF(org), sk: deliverySortKey(delivery.channel, delivery.about) };
  return makeItem(key, 'delivery', { org }, delivery);
}
