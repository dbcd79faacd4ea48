import { ownersNote } from '#cli/told-by-policy.ts';
import { EVERYTHING } from '#core/route.ts';

const routes = [{ ...EVERYTHING, name: 'theirs', to: ['owner', 'slack'] }];

it.each<[string, Parameters<typeof ownersNote>, RegExp | null]>([
  ['a bot', [{ routes }, 'xoxb-1'], null],
  ['no bot', [{ routes }, ''], /The route "theirs" puts owners first.*SLACK_BOT_TOKEN is not set/],
  ['neither routes nor a bot', [{}], null],
  ['no bot, and no route to owners', [{ routes: [EVERYTHING] }], null],
])('with %s, whether owners can be reached is told', (_, input, words) => {
  const note = ownersNote(...input);
  if (words === null) expect(note).toBeNull();
  else expect(note).toMatch(words);
});
