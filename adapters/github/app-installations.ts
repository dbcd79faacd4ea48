import type { AppInstallation, OrgLogin } from '#core/credential.ts';
import type { Source } from '#scan/ports.ts';
import { appInstallation } from './app-installation-item.ts';
import { path } from './client.ts';
import { aliveOf, confirmation, readWholeList } from './confirm-list.ts';
import { interner } from './intern.ts';
import type { PagedList } from './list-page.ts';
import { type Asking, listSource } from './list-source.ts';

/** https://docs.github.com/rest/orgs/orgs#list-app-installations-for-an-organization */
export function appInstallations(asking: Asking): Source {
  const intern = interner();
  const list = (org: OrgLogin): PagedList<AppInstallation> => ({
    path: path`/orgs/${org}/installations`,
    ordered: false,
    itemsOf: (data) => (isListing(data) ? data.installations : null),
    totalOf: (data) => (isListing(data) && typeof data.total_count === 'number' ? data.total_count : null),
    key: 'id',
    parse: (raw) => appInstallation(raw, intern),
  });
  return listSource(asking, {
    name: 'app-installations',
    // However many: the whole list is read once more, since GitHub has no way to ask for one.
    confirmAtOnce: 10_000,
    list,
    async confirm(org, absent, signal) {
      const { items, stop } = await readWholeList(asking, 'app-installations', list(org), signal);
      return confirmation(aliveOf(absent, items), stop);
    },
  });
}

function isListing(data: unknown): data is { installations: unknown[]; total_count?: unknown } {
  return (
    typeof data === 'object' && data !== null && 'installations' in data && Array.isArray(data.installations)
  );
}
