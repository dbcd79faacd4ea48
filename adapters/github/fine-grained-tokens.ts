import type { FineGrainedToken, OrgLogin } from '#core/credential.ts';
import type { Source } from '#scan/ports.ts';
import { path } from './client.ts';
import { confirmByTokenId, TOKEN_IDS_AT_ONCE } from './confirm-by-token-id.ts';
import { fineGrainedToken } from './fine-grained-token-item.ts';
import { interner } from './intern.ts';
import { type PagedList, wholeAnswer } from './list-page.ts';
import { type Asking, listSource } from './list-source.ts';

/** https://docs.github.com/rest/orgs/personal-access-tokens#list-fine-grained-personal-access-tokens-with-access-to-organization-resources */
export function fineGrainedTokens(asking: Asking): Source {
  const intern = interner();
  const list = (org: OrgLogin): PagedList<FineGrainedToken> => ({
    path: path`/orgs/${org}/personal-access-tokens`,
    query: [
      ['sort', 'created_at'],
      ['direction', 'asc'],
    ],
    ordered: true,
    itemsOf: wholeAnswer,
    key: 'id',
    parse: (raw) => fineGrainedToken(raw, intern),
  });
  return listSource(asking, {
    name: 'fine-grained-tokens',
    confirmAtOnce: TOKEN_IDS_AT_ONCE,
    list,
    confirm: (org, absent, signal) =>
      confirmByTokenId(asking, 'fine-grained-tokens', list(org), {
        absent,
        tokenIdOf: ({ id }) => id,
        signal,
      }),
  });
}
