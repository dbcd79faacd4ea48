/** The part of GitHub's own GraphQL schema that the simulator answers; a test compares it with the whole. */
export const SCHEMA = `
scalar DateTime

type Query {
  organization(login: String!): Organization
  rateLimit(dryRun: Boolean = false): RateLimit
}

type RateLimit {
  cost: Int!
  limit: Int!
  remaining: Int!
  resetAt: DateTime!
  used: Int!
}

type Organization {
  databaseId: Int
  login: String!
  membersWithRole(after: String, first: Int): OrganizationMemberConnection!
  name: String
  repositories(after: String, first: Int, orderBy: RepositoryOrder): RepositoryConnection!
  samlIdentityProvider: OrganizationIdentityProvider
}

type OrganizationIdentityProvider {
  externalIdentities(after: String, first: Int, login: String): ExternalIdentityConnection!
}

type ExternalIdentityConnection {
  nodes: [ExternalIdentity]
  pageInfo: PageInfo!
  totalCount: Int!
}

type ExternalIdentity {
  guid: String!
  samlIdentity: ExternalIdentitySamlAttributes
  user: User
}

type ExternalIdentitySamlAttributes {
  emails: [UserEmailMetadata!]
  nameId: String
  username: String
}

type UserEmailMetadata {
  primary: Boolean
  type: String
  value: String!
}

type OrganizationMemberConnection {
  edges: [OrganizationMemberEdge]
  nodes: [User]
  pageInfo: PageInfo!
  totalCount: Int!
}

type OrganizationMemberEdge {
  cursor: String!
  hasTwoFactorEnabled: Boolean
  node: User
  role: OrganizationMemberRole
}

enum OrganizationMemberRole {
  ADMIN
  MEMBER
}

type User {
  databaseId: Int
  login: String!
  name: String
}

type RepositoryConnection {
  edges: [RepositoryEdge]
  nodes: [Repository]
  pageInfo: PageInfo!
  totalCount: Int!
}

type RepositoryEdge {
  cursor: String!
  node: Repository
}

type Repository {
  createdAt: DateTime!
  databaseId: Int
  deployKeys(after: String, first: Int): DeployKeyConnection!
  isArchived: Boolean!
  name: String!
  nameWithOwner: String!
  visibility: RepositoryVisibility!
}

enum RepositoryVisibility {
  INTERNAL
  PRIVATE
  PUBLIC
}

type DeployKeyConnection {
  nodes: [DeployKey]
  pageInfo: PageInfo!
  totalCount: Int!
}

type DeployKey {
  createdAt: DateTime!
  enabled: Boolean!
  key: String!
  readOnly: Boolean!
  title: String!
  verified: Boolean!
}

type PageInfo {
  endCursor: String
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
}

input RepositoryOrder {
  direction: OrderDirection!
  field: RepositoryOrderField!
}

enum OrderDirection {
  ASC
  DESC
}

enum RepositoryOrderField {
  CREATED_AT
  NAME
  PUSHED_AT
  STARGAZERS
  UPDATED_AT
}
`;
