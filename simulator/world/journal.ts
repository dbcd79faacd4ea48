/** What can happen in a world. */
export type Happening =
  | 'token-added'
  | 'token-revoked'
  | 'token-lapsed'
  | 'token-changed'
  | 'token-renewed'
  | 'token-widened'
  | 'token-used'
  | 'request-added'
  | 'request-removed'
  | 'credential-authorised'
  | 'credential-revoked'
  | 'credential-lapsed'
  | 'credential-changed'
  | 'installation-added'
  | 'installation-removed'
  | 'installation-suspended'
  | 'installation-resumed'
  | 'installation-changed'
  | 'deploy-key-added'
  | 'deploy-key-removed'
  | 'member-joined'
  | 'member-left'
  | 'member-changed'
  | 'collaborator-added'
  | 'collaborator-removed'
  | 'repository-added'
  | 'repository-renamed'
  | 'repository-archived'
  | 'repository-deleted'
  | 'user-renamed';

/** One thing that happened after the world began; what was there at the start is not in the journal. */
export interface JournalEntry {
  readonly at: string;
  /** Login of the organisation; empty for what concerns all of them. */
  readonly organisation: string;
  readonly what: Happening;
  /** Token id, request id, credential (authorisation) id, installation id, key id, user id or repository id. */
  readonly id: number;
}
