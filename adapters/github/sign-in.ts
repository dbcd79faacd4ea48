/** Where auth-app trades the App's own token for one of an installation. */
export function isSignIn(url: string): boolean {
  return /\/app\/installations\/[^/]+\/access_tokens$/.test(url);
}

/** The address an Octokit error is about; empty where it has none. */
export function requestedUrl(error: unknown): string {
  if (!(error instanceof Error && 'request' in error)) return '';
  const request: unknown = error.request;
  if (typeof request !== 'object' || request === null || !('url' in request)) return '';
  return String(request.url);
}
