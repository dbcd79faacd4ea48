import { SettingsError } from './settings-error.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Checks the address of GitHub's API and drops the slash at its end.
 *
 * @throws {SettingsError} naming `origin`, when a token sent there could be read on the way.
 */
export function readApiUrl(text: string, origin: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new SettingsError(`${origin} is not an http or https address, such as https://api.github.com.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new SettingsError(
      `${origin} has a user name or password in it. Take it out; GITHUB_TOKEN is the place.`,
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw new SettingsError(
      `${origin} has a query or fragment in it. Leave only the address, such as https://api.github.com.`,
    );
  }
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    throw new SettingsError(
      `${origin} is plain http, so that anybody on the way could read the token. Use https (http is for this machine only).`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

/** Where GraphQL is: beside `/api/v3` on an Enterprise Server. https://docs.github.com/graphql/guides/forming-calls-with-graphql */
export function graphqlUrl(apiUrl: string): string {
  return apiUrl.endsWith('/api/v3') ? `${apiUrl.slice(0, -'/v3'.length)}/graphql` : `${apiUrl}/graphql`;
}

/** Where people install an App of this server. */
export function installationUrl(apiUrl: string, slug: string): string {
  const name = encodeURIComponent(slug);
  const apps = apiUrl.endsWith('/api/v3') ? 'github-apps' : 'apps';
  return `${siteUrl(apiUrl)}/${apps}/${name}/installations/new`;
}

/** The server's own pages: `https://github.com`. */
export function siteUrl(apiUrl: string): string {
  const { origin, hostname } = new URL(apiUrl);
  return hostname.startsWith('api.') && !apiUrl.endsWith('/api/v3') ? origin.replace('//api.', '//') : origin;
}
