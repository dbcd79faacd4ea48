import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { OrgLogin } from '#core/credential.ts';
import { plusDays } from '#core/instant.ts';
import type { OwnerAddress } from '#core/owner-address.ts';
import type { Attributes } from './attributes.ts';
import { epochSeconds } from './epoch-seconds.ts';
import { bodyOf, makeItem } from './item.ts';
import { ADDRESSES_OF, loginKey } from './keys.ts';
import type { Table } from './table.ts';

/** Whoever is written to is looked up again each time, so what is older serves nobody. */
const KEPT_DAYS = 90;

export const ownerAddressOf = (item: Attributes): OwnerAddress => bodyOf(item) as unknown as OwnerAddress;

export async function noteOwnerAddress(table: Table, org: OrgLogin, address: OwnerAddress): Promise<void> {
  const key = { pk: ADDRESSES_OF(org), sk: loginKey(address.login) };
  const expireAt = epochSeconds(plusDays(address.at, KEPT_DAYS));
  await table.client.send(
    new PutCommand({
      TableName: table.name,
      Item: makeItem(key, 'owner-address', { org, expireAt }, address),
    }),
  );
}
