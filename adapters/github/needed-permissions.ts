/** What the GitHub App needs (README, "Watch your own organisation"): to read, and nothing else. */
const NEEDED = new Set([
  'administration',
  'members',
  'metadata',
  'organization_administration',
  'organization_personal_access_token_requests',
  'organization_personal_access_tokens',
]);

/** What an App may do beyond that, as `permission=level`, sorted: whoever took its key could do it, too. */
export function surplusPermissions(permissions: Readonly<Record<string, string>>): string[] {
  return Object.entries(permissions)
    .filter(([permission, level]) => !NEEDED.has(permission) || level !== 'read')
    .map(([permission, level]) => `${permission}=${level}`)
    .toSorted();
}
