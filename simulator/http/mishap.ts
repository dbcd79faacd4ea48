import { setTimeout } from 'node:timers/promises';
import type { Mishap } from '../faults.ts';
import type { Answer, Asked } from './exchange.ts';
import { failure } from './exchange.ts';
import { pageNumber } from './paging.ts';
import { secondaryRefusal } from './rate-limits.ts';

/** How an answer leaves the house. */
export interface Delivery {
  readonly answer: Answer;
  /** `whole`: as it should be. The others: see the faults of these names. */
  readonly manner: 'cut-json' | 'html' | 'reset' | 'truncate' | 'whole';
}

interface Occasion {
  readonly asked: Asked;
  /** The answer without any mishap. */
  answer(asked: Asked): Promise<Answer>;
  /** GitHub's clock, in seconds since 1970. */
  now(): number;
}

/** What comes of a request that a mishap befalls. */
export async function suffer(mishap: Mishap, { asked, answer, now }: Occasion): Promise<Delivery> {
  switch (mishap.kind) {
    case 'status':
      return whole(statusAnswer(mishap));
    case 'rate-limit':
      return whole(limitAnswer(Math.ceil(now() + mishap.secondsUntilReset)));
    case 'secondary-limit':
      return whole(secondaryRefusal(mishap.status ?? 403, mishap.retryAfterSeconds));
    case 'slow':
      // Nobody waits for an answer whose asker is gone: it must not keep the process.
      await setTimeout(mishap.milliseconds, undefined, { ref: false });
      return whole(await answer(asked));
    case 'reset':
      return { answer: { status: 0 }, manner: 'reset' };
    case 'html':
      return { answer: { status: mishap.status ?? 502, body: HTML }, manner: 'html' };
    case 'truncate':
    case 'cut-json':
      return { answer: await answer(asked), manner: mishap.kind };
    case 'repeat-page': {
      const [own, before] = [await answer(asked), await answer(pageBefore(asked))];
      return whole({ ...own, body: before.body });
    }
    case 'loop-link':
      return whole(looped(await answer(asked), mishap.to ?? 'same', pageNumber(asked.query)));
    case 'empty-page':
      return whole(withItems(await answer(asked), () => []));
    case 'bad-item':
      return whole(withItems(await answer(asked), (items) => spoilt(items, mishap)));
    default:
      return mishap satisfies never;
  }
}

const HTML =
  '<!DOCTYPE html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>';
const FAR_BEYOND = 99_999;

function whole(answer: Answer): Delivery {
  return { answer, manner: 'whole' };
}

function statusAnswer({ status, headers, body }: Extract<Mishap, { kind: 'status' }>): Answer {
  const given = failure(status, status >= 500 ? 'Server Error' : 'Simulated fault', headers ?? {});
  return body === undefined ? given : { ...given, body };
}

function limitAnswer(reset: number): Answer {
  return failure(403, 'API rate limit exceeded for installation ID 0.', {
    'x-ratelimit-limit': '15000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': '15000',
    'x-ratelimit-reset': `${reset}`,
    'x-ratelimit-resource': 'core',
  });
}

function pageBefore(asked: Asked): Asked {
  const query = new URLSearchParams(asked.query);
  query.set('page', `${Math.max(pageNumber(query) - 1, 1)}`);
  return { ...asked, query };
}

/** A list of one page has no links, and so none to turn. */
function looped(answer: Answer, to: 'beyond' | 'same', page: number): Answer {
  const target = to === 'same' ? page : FAR_BEYOND;
  const { link = '' } = answer.headers ?? {};
  const turned = link.replaceAll(/([?&]page=)\d+([^>]*>; rel="(?:next|last)")/g, `$1${target}$2`);
  return { ...answer, headers: { ...answer.headers, ...(turned === '' ? {} : { link: turned }) } };
}

/** The list in an answer is the body itself, or the array in it. */
function withItems(answer: Answer, change: (items: readonly unknown[]) => readonly unknown[]): Answer {
  const { body } = answer;
  if (Array.isArray(body)) return { ...answer, body: change(body) };
  if (typeof body !== 'object' || body === null) return answer;
  const fields = Object.entries(body).map(([name, value]) => [
    name,
    Array.isArray(value) ? change(value) : value,
  ]);
  return { ...answer, body: Object.fromEntries(fields) };
}

function spoilt(
  items: readonly unknown[],
  { index = 0, field, value = { unexpected: true } }: Extract<Mishap, { kind: 'bad-item' }>,
): unknown[] {
  return items.map((item, position) => {
    if (position !== index || typeof item !== 'object' || item === null) return item;
    return { ...item, [field ?? Object.keys(item)[0] ?? 'id']: value };
  });
}
