import type { Route } from '#core/route.ts';
import type { Secret } from '#core/secret.ts';
import type { AlertChannel } from '#scan/ports.ts';
import { later, no, type Refusal, unwell } from './answer.ts';
import { courtesy } from './courtesy.ts';
import { slackMessage } from './message.ts';

const MOST_SINGLES = 10;
const TIMEOUT_MILLISECONDS = 30_000;
/** A webhook does not tell which message it made, so there is none to change: the next word is a message again. */
const POSTED = 'posted';

/** A Slack channel behind an incoming webhook. */
export function webhookChannel(
  url: Secret,
  options: { readonly routes: readonly Route[]; readonly now: () => Date },
): AlertChannel {
  const { now, routes } = options;
  const pause = courtesy(now);
  return {
    name: 'slack:webhook',
    routes,
    each: false,
    mostSingles: MOST_SINGLES,
    async send(event, _handle, signal) {
      await pause.gap(signal);
      const refusal = await post(url, slackMessage(event), { now, signal });
      signal.throwIfAborted();
      if (refusal !== null) return pause.after(refusal);
      pause.well();
      return { kind: 'sent', handle: POSTED };
    },
  };
}

/** Null: Slack took it. The address is a secret, so no error of the network goes further. */
async function post(
  url: Secret,
  message: object,
  { now, signal }: { readonly now: () => Date; readonly signal: AbortSignal },
): Promise<Refusal | null> {
  try {
    const answer = await fetch(url.reveal(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]),
      redirect: 'error',
    });
    const said = (await answer.text()).slice(0, 100);
    if (answer.ok) return null;
    if (answer.status === 429) return later(now(), Number(answer.headers.get('retry-after') ?? 1), 'webhook');
    return answer.status >= 500 ? unwell(`Slack answered ${answer.status}.`) : no(said);
  } catch {
    return unwell('Slack could not be reached.');
  }
}
