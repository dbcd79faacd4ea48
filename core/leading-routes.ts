import { OWNER } from './owner-first.ts';
import { EVERYTHING, type Route } from './route.ts';

/** The routes of a policy; undefined: it has none, and everything goes everywhere. */
export type Routes = readonly Route[] | undefined;

const SLACK_CHANNEL = /^slack:(.+)/;

/** The routes that lead to a channel. Without routes everything does, but to one that only a route can name. */
export function routesTo(place: string, routes: Routes): readonly Route[] {
  if (routes === undefined) return place.startsWith('slack:') || place === OWNER ? [] : [EVERYTHING];
  return routes.filter(({ to }) => to.includes(place));
}

/**
 * Slack channel → the routes that lead there: `main`, which routes call `slack`, and every `slack:#channel`.
 *
 * @param main empty: there is none.
 * @param missing what to say then to a route that leads to `slack`.
 * @throws {RangeError}
 */
export function slackChannels(
  main: string,
  { routes, missing }: { readonly routes: Routes; readonly missing: string },
): ReadonlyMap<string, readonly Route[]> {
  const places = new Set(routes === undefined ? ['slack'] : routes.flatMap(({ to }) => to));
  const channels = [...places].flatMap((place) => {
    if (place !== 'slack') return SLACK_CHANNEL.exec(place)?.[1] ?? [];
    if (main !== '') return main;
    throw new RangeError(missing);
  });
  return new Map(
    [...new Set(channels)].map((channel) => [
      channel,
      [...routesTo(`slack:${channel}`, routes), ...(channel === main ? routesTo('slack', routes) : [])],
    ]),
  );
}
