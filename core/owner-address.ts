import type { Instant } from './instant.ts';

/** How an owner whom the policy does not name is found in Slack. */
export const OWNER_LOOKUPS = ['saml'] as const;
export type OwnerLookup = (typeof OWNER_LOOKUPS)[number];

/**
 * What came of looking an owner up before a direct message: the Slack user, or why there is none. By what the owner was
 * found (an e-mail address) is in neither, and is kept nowhere.
 */
export type OwnerAddress = {
  /** As GitHub spells it. */
  readonly login: string;
  /** The scan that wanted to speak. */
  readonly at: Instant;
} & (
  | { readonly slack: string; readonly why: null }
  | { readonly slack: null /** In words. */; readonly why: string }
);

/** Login in lower case → what came of looking it up. */
export type OwnerAddresses = ReadonlyMap<string, OwnerAddress>;

export function addressesByLogin(addresses: readonly OwnerAddress[]): OwnerAddresses {
  return new Map(addresses.map((address) => [address.login.toLowerCase(), address]));
}
