import type { InventoryItem, ItemKind, OrgLogin } from './credential.ts';

interface Credential {
  readonly kind: ItemKind;
  readonly id: string;
  readonly owner: string | null;
}

/**
 * GitHub's page where a person acts on it. GitHub documents no address of a single token, so a token leads to the list
 * it is in.
 *
 * @param site such as `https://github.com`.
 */
export function credentialPage(
  site: string,
  org: OrgLogin,
  { kind, id, owner }: Credential,
  item: InventoryItem | null,
): string {
  const settings = `${site}/organizations/${encodeURIComponent(org)}/settings`;
  const people = `${site}/orgs/${encodeURIComponent(org)}/people`;
  switch (kind) {
    case 'fine-grained-token':
      return `${settings}/personal-access-tokens/active`;
    case 'token-request':
      return `${settings}/personal-access-token-requests`;
    case 'app-installation':
      return `${settings}/installations/${encodeURIComponent(id)}`;
    case 'deploy-key':
      return item?.kind === 'deploy-key'
        ? `${site}/${encodeURIComponent(org)}/${encodeURIComponent(item.repository.name)}/settings/keys`
        : `${site}/${encodeURIComponent(org)}`;
    case 'classic-token':
    case 'ssh-key':
    case 'oauth-token':
    case 'app-user-token':
    case 'unrecognised':
      return owner === null ? people : `${people}/${encodeURIComponent(owner)}/sso`;
    case 'person':
      return owner === null ? people : `${people}/${encodeURIComponent(owner)}`;
    default:
      return kind satisfies never;
  }
}
