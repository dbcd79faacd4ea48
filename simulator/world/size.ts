/** How much of everything an organisation has on the first night. */
export interface OrganisationSize {
  readonly members: number;
  readonly outsideCollaborators: number;
  readonly repositories: number;
  readonly fineGrainedTokens: number;
  /** Share of tokens and requests for selected repositories, 0 to 1. */
  readonly subsetShare: number;
  /** Tokens with more than 100 selected repositories: their repositories need a second page. */
  readonly largeSubsets: number;
  readonly tokenRequests: number;
  readonly classicTokens: number;
  readonly sshKeys: number;
  readonly oauthTokens: number;
  readonly appUserTokens: number;
  /** Besides the one of the App that asks. */
  readonly installations: number;
  readonly deployKeys: number;
  /** A few permissions and one credential type that no catalogue has yet. */
  readonly unheardOf: boolean;
}

/** A company of a few dozen; people and repositories grow with the tokens where the caller leaves them open. */
export function sizeOf(wanted: Partial<OrganisationSize> = {}): OrganisationSize {
  const { fineGrainedTokens = 120 } = wanted;
  const largeSubsets = wanted.largeSubsets ?? (fineGrainedTokens >= 1_000 ? 5 : 0);
  return {
    members: Math.max(40, Math.ceil(fineGrainedTokens / 12)),
    outsideCollaborators: 5,
    repositories: Math.max(largeSubsets > 0 ? 300 : 60, Math.min(2_000, Math.ceil(fineGrainedTokens / 20))),
    fineGrainedTokens,
    subsetShare: 0.4,
    largeSubsets,
    tokenRequests: 6,
    classicTokens: 30,
    sshKeys: 20,
    oauthTokens: 8,
    appUserTokens: 5,
    installations: 8,
    deployKeys: 15,
    unheardOf: true,
    ...wanted,
  };
}

/** Nothing at all: a test adds what it is about. */
export const EMPTY: OrganisationSize = {
  members: 0,
  outsideCollaborators: 0,
  repositories: 0,
  fineGrainedTokens: 0,
  subsetShare: 0,
  largeSubsets: 0,
  tokenRequests: 0,
  classicTokens: 0,
  sshKeys: 0,
  oauthTokens: 0,
  appUserTokens: 0,
  installations: 0,
  deployKeys: 0,
  unheardOf: false,
};
