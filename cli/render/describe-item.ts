import type { InventoryItem, Owner } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import { clip, inert } from '#core/inert.ts';
import { singularOf } from './words.ts';

const NAME_WIDTH = 48;
const LOGIN_WIDTH = 40;

/** `fine-grained token "release notes" of octocat`, inert and of bounded length. */
export function describeItem(item: InventoryItem): string {
  const what =
    item.kind === 'unrecognised'
      ? `credential of type ${shortName(item.credentialType)}`
      : singularOf(item.kind);
  if (item.kind === 'person') return `${what} ${ownerOf(item.owner)}`;
  const name = item.name === null ? '' : ` "${shortName(item.name)}"`;
  return `${what}${name} of ${ownerOf(item.owner)}`;
}

/** `fine-grained token "release notes" of octocat`, as a finding remembers it. */
export function describeFound({ credential }: Finding): string {
  const name = credential.name === null ? '' : ` "${shortName(credential.name)}"`;
  const owner = credential.owner === null ? '' : ` of ${shortLogin(credential.owner)}`;
  return `${singularOf(credential.kind)}${name}${owner} (${credential.kind}:${credential.id})`;
}

/** Whose a finding is, as far as GitHub tells. */
export function ownerOfFinding({ credential }: Finding): string {
  return credential.owner === null ? 'nobody known' : shortLogin(credential.owner);
}

export function ownerOf(owner: Owner | null): string {
  return owner === null ? 'nobody known' : shortLogin(owner.login);
}

function shortName(name: string): string {
  return clip(inert(name), NAME_WIDTH);
}

function shortLogin(login: string): string {
  return clip(inert(login), LOGIN_WIDTH);
}
