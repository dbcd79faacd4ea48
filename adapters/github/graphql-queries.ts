/** Repositories in an order in which new ones come last, with how many deploy keys each has. */
export const REPOSITORIES_WITH_DEPLOY_KEYS = `
query RepositoriesWithDeployKeys($org: String!, $after: String) {
  organization(login: $org) {
    repositories(first: 100, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        databaseId
        name
        isArchived
        visibility
        deployKeys { totalCount }
      }
    }
  }
}`;

/** Members with what the REST list does not have: role and two-factor authentication. */
export const MEMBERS = `
query Members($org: String!, $after: String) {
  organization(login: $org) {
    membersWithRole(first: 100, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        role
        hasTwoFactorEnabled
        node { databaseId login name }
      }
    }
  }
}`;

/** Whether who asks is an owner of the organisation, and so sees every repository. */
export const VIEWER_CAN_ADMINISTER = `
query ViewerCanAdminister($org: String!) {
  organization(login: $org) { viewerCanAdminister }
}`;

/** What the identity provider says of one login: where GitHub knows somebody's e-mail whatever their profile shows. */
export const SAML_IDENTITIES = `
query SamlIdentities($org: String!, $login: String!, $after: String) {
  organization(login: $org) {
    samlIdentityProvider {
      externalIdentities(first: 25, after: $after, login: $login) {
        pageInfo { hasNextPage endCursor }
        nodes {
          user { login }
          samlIdentity { nameId username emails { value primary } }
        }
      }
    }
  }
}`;
