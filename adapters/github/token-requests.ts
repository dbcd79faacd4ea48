import type { InventoryItem, OrgLogin, TokenRequest } from '#core/credential.ts';
import type { Source } from '#scan/ports.ts';
import { path } from './client.ts';
import { confirmByTokenId, TOKEN_IDS_AT_ONCE } from './confirm-by-token-id.ts';
import { interner } from './intern.ts';
import { type PagedList, wholeAnswer } from './list-page.ts';
import { type Asking, listSource } from './list-source.ts';
import { tokenRequest } from './token-request-item.ts';

/** https://docs.github.com/rest/orgs/personal-access-tokens#list-requests-to-access-organization-resources-with-fine-grained-personal-access-tokens */
export function tokenRequests(asking: Asking): Source {
  const intern = interner();
  const list = (org: OrgLogin): PagedList<TokenRequest> => ({
    path: path`/orgs/${org}/personal-access-token-requests`,
    query: [
      ['sort', 'created_at'],
      ['direction', 'asc'],
    ],
    ordered: true,
    itemsOf: wholeAnswer,
    key: 'id',
    parse: (raw) => tokenRequest(raw, intern),
  });
  return listSource(asking, {
    name: 'token-requests',
    confirmAtOnce: TOKEN_IDS_AT_ONCE,
    list,
    confirm: (org, absent, signal) =>
      confirmByTokenId(asking, 'token-requests', list(org), { absent, tokenIdOf, signal }),
  });
}

function tokenIdOf(item: InventoryItem): string {
  return item.kind === 'token-request' ? item.tokenId : item.id;
}
