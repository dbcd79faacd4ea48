import type { Routes } from '#core/leading-routes.ts';
import type { OwnerLookup } from '#core/owner-address.ts';
import { OWNER } from '#core/owner-first.ts';
import type { People } from '#core/people.ts';

/** What a policy says of who is told. */
export interface ToldByPolicy {
  readonly routes?: Routes;
  readonly people?: People | undefined;
  readonly 'owner-lookup'?: OwnerLookup | undefined;
}

/** Why nobody can be told by direct message, though the policy puts owners first. Null: they can, or it does not. */
export function ownersNote({ routes }: ToldByPolicy, token = ''): string | null {
  const first = (routes ?? []).find(({ to }) => to.includes(OWNER));
  if (first === undefined || token !== '') return null;
  return (
    `The route "${first.name}" puts owners first, who get direct messages from a Slack bot, and SLACK_BOT_TOKEN is not set: ` +
    'nobody can be reached, and the other channels of the route hear everything.'
  );
}
