import { type Routes, routesTo, slackChannels } from '#core/leading-routes.ts';
import { EVERYTHING, type Route } from '#core/route.ts';

const route = (name: string, ...to: string[]): Route => ({ ...EVERYTHING, name, to });
const loud = route('loud', 'slack', 'sns');
const team = route('team', 'slack:#team', 'owner');
const both = route('both', 'slack', 'slack:#team');
const nowhere = route('nowhere');
const named = (routes: readonly Route[] = []): string[] => routes.map(({ name }) => name);

describe('the routes that lead to a channel', () => {
  it.each<[string, Routes, string, string[]]>([
    ['everything', undefined, 'sns', ['everything']],
    ['everything', undefined, 'slack', ['everything']],
    ['nothing, as only a route can name it,', undefined, 'slack:#team', []],
    ['nothing, as only a route can name it,', undefined, 'owner', []],
    ['those that name it, in their order,', [both, team, loud], 'slack', ['both', 'loud']],
    ['those that name it, in their order,', [both, team, loud], 'slack:#team', ['both', 'team']],
    ['the one that names it', [loud, team], 'owner', ['team']],
    ['nothing', [loud, nowhere], 'terminal', []],
    ['nothing', [], 'sns', []],
  ])('%s of %j leads to %s', (_, routes, place, names) => {
    expect(named(routesTo(place, routes))).toStrictEqual(names);
  });
});

describe('the channels of Slack', () => {
  const missing = 'a route leads to slack, and no channel is named';
  const channels = (main: string, routes: Routes) =>
    [...slackChannels(main, { routes, missing })].map(([channel, leading]) => [channel, named(leading)]);

  it.each<[string, string, Routes, [string, string[]][]]>([
    ['without routes: the main one, with everything', '#main', undefined, [['#main', ['everything']]]],
    ['that routes call slack: the main one', '#main', [loud], [['#main', ['loud']]]],
    ['that routes name: those, and no main one', '#main', [team], [['#team', ['team']]]],
    ['that routes name: without a main one too', '', [team], [['#team', ['team']]]],
    [
      'that several routes name: each once',
      '#main',
      [team, loud, both],
      [
        ['#team', ['team', 'both']],
        ['#main', ['loud', 'both']],
      ],
    ],
    ['that are the main one under its own name: one', '#team', [team, loud], [['#team', ['team', 'loud']]]],
    ['none: no route leads to one', '#main', [route('far', 'sns', 'xslack:#team', 'slack:')], []],
    ['none: no routes', '', [], []],
  ])('%s', (_, main, routes, expected) => {
    expect(channels(main, routes)).toStrictEqual(expected);
  });

  it.each<[string, Routes]>([
    ['without routes', undefined],
    ['with a route that leads there', [team, loud]],
  ])('miss the main one %s: it is said', (_, routes) => {
    expect(() => channels('', routes)).toThrow(new RangeError(missing));
  });
});
