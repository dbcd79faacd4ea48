import type { KeyObject } from 'node:crypto';
import type { Faults } from '../faults.ts';
import { appRoutes } from '../routes/app-routes.ts';
import { API_VERSIONS, DEFAULT_API_VERSION, generalRoutes } from '../routes/general-routes.ts';
import { graphqlRoute } from '../routes/graphql-route.ts';
import { organisationRoutes } from '../routes/organisation-routes.ts';
import { repositoryRoutes } from '../routes/repository-routes.ts';
import { tokenRoutes } from '../routes/token-routes.ts';
import { type Caller, recognise } from './caller.ts';
import { type Answer, type Asked, failure, notFound } from './exchange.ts';
import { type Delivery, suffer } from './mishap.ts';
import type { PersonalTokens } from './personal-tokens.ts';
import { budgetHeaders, type Resource } from './rate-limits.ts';
import { type Rendered, render } from './render.ts';
import { routeFinder, type Site } from './route.ts';
import { serverSeconds } from './settings.ts';

interface House {
  readonly site: Site;
  readonly publicKey: KeyObject;
  readonly personalTokens: PersonalTokens;
  readonly faults: Faults;
}

/** An answer ready to be sent, and what it says. */
interface Outcome {
  readonly rendered: Rendered;
  readonly body: unknown;
}

const ROUTES = [
  ...tokenRoutes,
  ...organisationRoutes,
  ...repositoryRoutes,
  ...appRoutes,
  ...generalRoutes,
  graphqlRoute,
];

/** The whole way of a request: who asks, is there a limit, which route, what goes wrong, what does it cost. */
export function answering({
  site,
  publicKey,
  personalTokens,
  faults,
}: House): (asked: Asked) => Promise<Outcome> {
  const find = routeFinder(ROUTES);
  const { world, settings, limits, installationTokens } = site;
  const credentials = { world, settings, publicKey, personalTokens, installationTokens };

  const routed = async (asked: Asked, caller: Caller): Promise<Answer> => {
    const match = find(asked);
    if (match === undefined) return notFound();
    return match.route.answer({ site, asked, caller, parameter: match.parameter });
  };

  const answered = async (asked: Asked, { caller, refusal }: Visitor): Promise<Answer> =>
    refusedAtTheDoor(asked) ??
    refusal ??
    (isFree(asked)
      ? undefined
      : limits.refusal(caller, { method: asked.method, resource: resourceOf(asked) })) ??
    routed(asked, caller);

  const delivered = async (asked: Asked, visitor: Visitor): Promise<Delivery> => {
    const answer = (each: Asked) => answered(each, visitor);
    const mishap = faults.befall(asked);
    if (mishap === undefined) return { answer: await answer(asked), manner: 'whole' };
    return suffer(mishap, { asked, answer, now: () => serverSeconds(settings) });
  };

  return async (asked) => {
    const visitor = visitorOf(await recognise(asked, credentials));
    const delivery = await delivered(asked, visitor);
    const rendered = render(asked, delivery);
    const resource = resourceOf(asked);
    const free = isFree(asked) || visitor.refusal !== undefined || rendered.status === 304;
    if (!free) limits.spend(visitor.caller, resource);
    const budget = budgetHeaders(limits.budget(visitor.caller, resource), resource);
    const headers = { ...commonHeaders(asked, serverSeconds(settings)), ...budget, ...rendered.headers };
    return {
      rendered: { ...rendered, headers },
      body: rendered.body === null ? undefined : delivery.answer.body,
    };
  };
}

/** Who asks; one who was not recognised is nobody, and told so. */
interface Visitor {
  readonly caller: Caller;
  readonly refusal: Answer | undefined;
}

function visitorOf(recognised: Awaited<ReturnType<typeof recognise>>): Visitor {
  if ('caller' in recognised) return { caller: recognised.caller, refusal: undefined };
  return { caller: { kind: 'anonymous' }, refusal: recognised.refusal };
}

function resourceOf({ path }: Asked): Resource {
  return path === '/graphql' ? 'graphql' : 'core';
}

/** What GitHub refuses without looking at who asks. */
function refusedAtTheDoor({ headers }: Asked): Answer | undefined {
  if (headers['user-agent'] === undefined) {
    const rules =
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header';
    return failure(
      403,
      `${rules} (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required).`,
    );
  }
  const version = headers['x-github-api-version'] ?? DEFAULT_API_VERSION;
  const known: readonly unknown[] = API_VERSIONS;
  return known.includes(version) ? undefined : failure(410, `The API version ${version} is not supported.`);
}

/** Looking at the limits costs nothing. */
function isFree({ path }: Asked): boolean {
  return path === '/rate_limit';
}

function commonHeaders({ number, headers }: Asked, now: number): Record<string, string> {
  return {
    server: 'github.com',
    date: new Date(now * 1_000).toUTCString(),
    'cache-control': 'private, max-age=60, s-maxage=60',
    vary: 'Accept, Authorization, Cookie, X-GitHub-OTP',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': `${headers['x-github-api-version'] ?? DEFAULT_API_VERSION}`,
    'x-github-request-id': `5E1F:${number.toString(16).toUpperCase().padStart(8, '0')}`,
  };
}
