import { publicUserShape } from '../answers/account.ts';
import { notFound } from '../http/exchange.ts';
import type { Budget } from '../http/rate-limits.ts';
import type { Route } from '../http/route.ts';

export const API_VERSIONS = ['2026-03-10', '2022-11-28'] as const;
export const DEFAULT_API_VERSION = '2022-11-28';

export const generalRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/rate_limit',
    answer({ site, asked, caller }) {
      const core = site.limits.budget(caller, 'core');
      const graphql = site.limits.budget(caller, 'graphql');
      const resources = { core, graphql, search: searchBudget(core) };
      const old = (asked.headers['x-github-api-version'] ?? DEFAULT_API_VERSION) === '2022-11-28';
      return { status: 200, body: { resources, ...(old ? { rate: core } : {}) } };
    },
  },
  {
    method: 'GET',
    path: '/meta',
    answer: () => ({
      status: 200,
      body: {
        verifiable_password_authentication: false,
        hooks: ['192.30.252.0/22'],
        api: ['192.30.252.0/22'],
        web: ['192.30.252.0/22'],
        git: ['192.30.252.0/22'],
      },
    }),
  },
  { method: 'GET', path: '/versions', answer: () => ({ status: 200, body: API_VERSIONS }) },
  {
    method: 'GET',
    path: '/users/{username}',
    answer({ site, parameter }) {
      const user = site.world.findUser(parameter('username'));
      if (user === undefined) return notFound();
      return { status: 200, body: publicUserShape(site.url, user, site.world.startsAt) };
    },
  },
];

/** Nothing here can be searched, but GitHub always names the resource. */
function searchBudget({ reset }: Budget): Budget {
  return { limit: 30, remaining: 30, used: 0, reset };
}
