import type { User } from '../world/entities.ts';
import type { Organisation } from '../world/organisation.ts';

const cache = new WeakMap<
  User,
  { readonly address: string; readonly shape: ReturnType<typeof simpleUser> }
>();

/** GitHub's `simple-user`. Made once for each user, login and server: a list of tokens has it a hundred times. */
export function userShape(url: string, user: User): ReturnType<typeof simpleUser> {
  const address = `${url}/users/${user.login}`;
  const known = cache.get(user);
  if (known?.address === address) return known.shape;
  const shape = simpleUser(url, user);
  cache.set(user, { address, shape });
  return shape;
}

/** An organisation where GitHub expects an account. */
export function organisationAccountShape(url: string, { id, login }: Organisation) {
  return { ...simpleUser(url, { id, login }), node_id: nodeId('O', id), type: 'Organization' };
}

function simpleUser(url: string, { id, login }: Pick<User, 'id' | 'login'>) {
  const address = `${url}/users/${login}`;
  return {
    login,
    id,
    node_id: nodeId('U', id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url: address,
    html_url: `https://github.com/${login}`,
    followers_url: `${address}/followers`,
    following_url: `${address}/following{/other_user}`,
    gists_url: `${address}/gists{/gist_id}`,
    starred_url: `${address}/starred{/owner}{/repo}`,
    subscriptions_url: `${address}/subscriptions`,
    organizations_url: `${address}/orgs`,
    repos_url: `${address}/repos`,
    events_url: `${address}/events{/privacy}`,
    received_events_url: `${address}/received_events`,
    type: 'User',
    user_view_type: 'public',
    site_admin: false,
  };
}

/** What `GET /users/{login}` adds. */
export function publicUserShape(url: string, user: User, since: string) {
  return {
    ...userShape(url, user),
    name: user.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: since,
    updated_at: since,
  };
}

/** Opaque to clients, as GitHub's are. */
export function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(`kgDO${id}`).toString('base64url')}`;
}
