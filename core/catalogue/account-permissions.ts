import type { PermissionTable } from './permission-entry.ts';

/** What a token may do to its owner's account. They work only where the person owns the token, not an organisation. */
export const ACCOUNT_PERMISSIONS: PermissionTable = {
  blocking: {
    risk: { read: 'low', write: 'low' },
    reads: 'whom its owner blocks',
    reason: 'can block and unblock people for its owner',
  },
  codespaces_user_secrets: {
    risk: { read: 'low', write: 'high' },
    reads: 'the names of the secrets in its owner’s codespaces',
    reason: 'can plant secrets in its owner’s codespaces',
  },
  copilot_messages: {
    risk: { read: 'low' },
    reason: 'can read what its owner writes to Copilot',
  },
  copilot_editor_context: {
    risk: { read: 'medium' },
    reason: 'can read code that its owner has open while talking to Copilot',
  },
  copilot_requests: {
    risk: { write: 'medium' },
    reason: 'can use up its owner’s Copilot requests',
  },
  emails: {
    risk: { read: 'low', write: 'high' },
    reads: 'its owner’s email addresses',
    reason: 'can add an email address through which the account can be taken over',
  },
  user_events: {
    risk: { read: 'low' },
    reason: 'can follow what its owner does on GitHub',
  },
  followers: {
    risk: { read: 'low', write: 'low' },
    reads: 'whom its owner follows',
    reason: 'can follow and unfollow people in its owner’s name',
  },
  gpg_keys: {
    risk: { read: 'low', write: 'high' },
    reads: 'its owner’s GPG keys',
    reason: 'can add a GPG key, so that forged commits show as verified',
  },
  gists: {
    risk: { write: 'medium' },
    reason: 'can put any text on the internet as a gist of its owner',
  },
  keys: {
    risk: { read: 'low', write: 'critical' },
    reads: 'its owner’s SSH keys',
    reason: 'can add an SSH key that keeps working when the token is gone',
  },
  interaction_limits: {
    risk: { read: 'low', write: 'low' },
    reads: 'who may comment in its owner’s repositories',
    reason: 'can limit who may comment in its owner’s repositories',
  },
  knowledge_bases: {
    risk: { read: 'low', write: 'low' },
    reads: 'its owner’s knowledge bases',
    reason: 'can change its owner’s knowledge bases',
  },
  user_models: {
    risk: { read: 'low' },
    reason: 'can do nothing for its owner since GitHub Models was retired in July 2026',
  },
  plan: {
    risk: { read: 'low' },
    reason: 'can see which plan its owner pays for',
  },
  private_repository_invitations: {
    risk: { read: 'low' },
    reason: 'can see which repositories its owner was invited to',
  },
  profile: {
    risk: { write: 'low' },
    reason: 'can change its owner’s profile',
  },
  git_signing_ssh_public_keys: {
    risk: { read: 'low', write: 'high' },
    reads: 'its owner’s SSH signing keys',
    reason: 'can add an SSH signing key, so that forged commits show as verified',
  },
  starring: {
    risk: { read: 'low', write: 'low' },
    reads: 'what its owner starred',
    reason: 'can star repositories in its owner’s name',
  },
  watching: {
    risk: { read: 'low', write: 'low' },
    reads: 'what its owner watches',
    reason: 'can watch repositories in its owner’s name',
  },
};
