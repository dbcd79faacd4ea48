import { userShape } from '../answers/account.ts';
import { installationShape } from '../answers/installation.ts';
import { membershipShape, organisationFullShape } from '../answers/organisation.ts';
import { ssoCredentialShape } from '../answers/token.ts';
import type { Need } from '../http/access.ts';
import { type Answer, failure, notFound } from '../http/exchange.ts';
import { pageOf } from '../http/paging.ts';
import {
  type OrganisationVisit,
  organisationAddress,
  organisationNamed,
  organisationRoute,
  type Route,
} from '../http/route.ts';
import type { User } from '../world/entities.ts';

const ADMINISTRATION: Need = {
  permission: 'organization_administration',
  scope: 'read:org',
  ownersOnly: true,
};
const MEMBERS: Need = { permission: 'members', scope: 'read:org' };

export const organisationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/orgs/{org}',
    answer({ site, parameter }) {
      const organisation = organisationNamed(site.world, parameter('org'));
      return organisation === undefined
        ? notFound()
        : { status: 200, body: organisationFullShape(site.url, organisation) };
    },
  },
  organisationRoute('/orgs/{org}/credential-authorizations', ADMINISTRATION, credentialList),
  organisationRoute('/orgs/{org}/installations', ADMINISTRATION, installationList),
  organisationRoute('/orgs/{org}/members', MEMBERS, memberList),
  organisationRoute('/orgs/{org}/outside_collaborators', MEMBERS, collaboratorList),
  organisationRoute('/orgs/{org}/memberships/{username}', MEMBERS, ({ site, organisation, parameter }) => {
    const member = organisation.member(parameter('username'));
    return member === undefined
      ? notFound()
      : { status: 200, body: membershipShape(site.url, organisation, member) };
  }),
];

/** There is no such list where there is no SAML. */
function credentialList(visit: OrganisationVisit): Answer {
  const { organisation, asked, site } = visit;
  if (!organisation.saml) return notFound();
  const login = asked.query.get('login')?.toLowerCase();
  const all = organisation.ssoCredentials;
  const wanted = login === undefined ? all : all.filter(({ user }) => user.login.toLowerCase() === login);
  const { items, headers } = pageOf(wanted, asked, { address: organisationAddress(visit) });
  return {
    status: 200,
    body: items.map(ssoCredentialShape),
    headers: site.settings.ssoLinkHeader ? headers : {},
  };
}

function installationList(visit: OrganisationVisit): Answer {
  const { organisation, asked, site } = visit;
  const { items, headers } = pageOf(organisation.installations, asked, {
    address: organisationAddress(visit),
  });
  const installations = items.map((each) => installationShape(site.url, organisation, each));
  return { status: 200, body: { total_count: organisation.installations.length, installations }, headers };
}

function memberList(visit: OrganisationVisit): Answer {
  const { query } = visit.asked;
  const role = query.get('role') ?? 'all';
  const wanted = visit.organisation.members.filter((member) => role === 'all' || member.role === role);
  return userList(visit, wanted);
}

function collaboratorList(visit: OrganisationVisit): Answer {
  return userList(visit, visit.organisation.outsideCollaborators);
}

function userList(
  visit: OrganisationVisit,
  people: readonly { readonly user: User; readonly twoFactor: boolean }[],
): Answer {
  const { asked, site } = visit;
  const filter = asked.query.get('filter') ?? 'all';
  if (filter !== 'all' && !site.settings.twoFactorVisible)
    return failure(422, 'Only owners can use this filter.');
  const wanted = filter === '2fa_disabled' ? people.filter(({ twoFactor }) => !twoFactor) : people;
  const { items, headers } = pageOf(wanted, asked, { address: organisationAddress(visit) });
  return { status: 200, body: items.map(({ user }) => userShape(site.url, user)), headers };
}
