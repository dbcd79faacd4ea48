import type { OrgLogin } from '#core/credential.ts';
import type { Confirmation, Source } from '#scan/ports.ts';
import { path } from './client.ts';
import { aliveOf, confirmation, readWholeList } from './confirm-list.ts';
import { interner } from './intern.ts';
import { type PagedList, wholeAnswer } from './list-page.ts';
import { type Asking, listSource } from './list-source.ts';
import { type SsoCredential, ssoCredential } from './sso-credential-item.ts';

/** Classic tokens, SSH keys and tokens of Apps that their owners authorised for the organisation's single sign-on.
 * https://docs.github.com/enterprise-cloud@latest/rest/orgs/orgs#list-saml-sso-authorizations-for-an-organization */
export function ssoCredentials(asking: Asking): Source {
  const intern = interner();
  const list = (org: OrgLogin, login?: string): PagedList<SsoCredential> => ({
    path: path`/orgs/${org}/credential-authorizations`,
    query: login === undefined ? [] : [['login', login]],
    ordered: false,
    itemsOf: wholeAnswer,
    key: 'credential_id',
    parse: (raw) => ssoCredential(raw, intern),
  });
  return listSource(asking, {
    name: 'sso-credentials',
    // One request for each owner among them.
    confirmAtOnce: 25,
    list,
    async confirm(org, absent, signal): Promise<Confirmation> {
      const alive = [];
      const logins = new Set(absent.flatMap(({ owner }) => (owner === null ? [] : [owner.login])));
      for (const login of logins) {
        const { items, stop } = await readWholeList(asking, 'sso-credentials', list(org, login), signal);
        alive.push(...aliveOf(absent, items));
        if (stop !== null) return confirmation(alive, stop);
      }
      return confirmation(alive, null);
    },
  });
}
