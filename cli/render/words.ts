import type { CredentialKind, InventoryItem, ItemKind } from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';

const PLURALS: Readonly<Record<ItemKind, string>> = {
  'fine-grained-token': 'fine-grained tokens',
  'classic-token': 'classic tokens',
  'ssh-key': 'SSH keys',
  'oauth-token': 'OAuth tokens',
  'app-user-token': 'App user tokens',
  'app-installation': 'App installations',
  'deploy-key': 'deploy keys',
  unrecognised: 'unrecognised credentials',
  'token-request': 'token requests',
  person: 'people',
};
const SINGULARS: Readonly<Record<ItemKind, string>> = {
  'fine-grained-token': 'fine-grained token',
  'classic-token': 'classic token',
  'ssh-key': 'SSH key',
  'oauth-token': 'OAuth token',
  'app-user-token': 'App user token',
  'app-installation': 'App installation',
  'deploy-key': 'deploy key',
  unrecognised: 'unrecognised credential',
  'token-request': 'token request',
  person: 'person',
};
export const ITEM_KINDS = Object.keys(PLURALS) as readonly ItemKind[];

export const pluralOf = (kind: ItemKind): string => PLURALS[kind];
export const singularOf = (kind: ItemKind | CredentialKind): string => SINGULARS[kind];

/** `1 change`, `2 changes`, `1,204 changes`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(count)} ${count === 1 ? singular : plural}`;
}

/** Thousands apart, the same on every machine. */
export function grouped(count: number): string {
  return count.toLocaleString('en-GB');
}

/** `2026-11-22`, the UTC day. */
export const dayOf = (instant: Instant): string => instant.slice(0, 10);
/** `2026-11-22 02:00 UTC`. */
export const minuteOf = (instant: Instant): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

/** A day, or GitHub's own "never", or that GitHub does not say. */
export function dayOrWord(value: Instant | 'never' | 'unknown' | null): string {
  if (value === null || value === 'unknown') return 'not told';
  return value === 'never' ? 'never' : dayOf(value);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** By kind in the order kinds are shown everywhere, then by id, numbers as numbers. */
export function byKindAndId(one: InventoryItem, other: InventoryItem): number {
  const byKind = ITEM_KINDS.indexOf(one.kind) - ITEM_KINDS.indexOf(other.kind);
  return byKind === 0 ? BY_NUMBER.compare(one.id, other.id) : byKind;
}

const BY_NUMBER = new Intl.Collator('en', { numeric: true });
