import type { Asked } from './http/exchange.ts';
import { pageNumber } from './http/paging.ts';

/** What can go wrong on purpose. */
export type Mishap =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** The right answer, late. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The connection ends in the middle of the body, whose whole length was announced. */
  | { readonly kind: 'truncate' }
  /** Proper HTTP around half a JSON document. */
  | { readonly kind: 'cut-json' }
  /** The connection is reset before a word of the answer. */
  | { readonly kind: 'reset' }
  /** A proxy's page in place of GitHub's answer. Left out: 502. */
  | { readonly kind: 'html'; readonly status?: number }
  /** Page n has the items of page n-1, under its own links. */
  | { readonly kind: 'repeat-page' }
  /** The links to the next and the last page lead to this same page, or far beyond the end. */
  | { readonly kind: 'loop-link'; readonly to?: 'beyond' | 'same' }
  /** No items, under the links of a page that has some. */
  | { readonly kind: 'empty-page' }
  /** One item has a field of another type. Left out: the first item, its first field, an object. */
  | { readonly kind: 'bad-item'; readonly index?: number; readonly field?: string; readonly value?: unknown }
  /** The primary limit is spent. */
  | { readonly kind: 'rate-limit'; readonly secondsUntilReset: number }
  | { readonly kind: 'secondary-limit'; readonly retryAfterSeconds: number; readonly status?: 403 | 429 };

export interface Fault {
  /** Which requests it may meet; what is left out matches all. */
  readonly on?: {
    readonly method?: string;
    /** Against the path with logins and names, without the query. */
    readonly path?: RegExp;
    /** A request without `page` is for page 1. */
    readonly page?: number;
    /** Every parameter named has this value. */
    readonly query?: Readonly<Record<string, string>>;
  };
  /** How often it strikes; left out: once. `Number.POSITIVE_INFINITY`: always. */
  readonly times?: number;
  /** How many matching requests pass unharmed first. */
  readonly after?: number;
  readonly do: Mishap;
}

interface PlantedFault {
  /** How often it has struck so far. */
  struck(): number;
  remove(): void;
}

export interface Faults {
  /** When several match one request, the one added first strikes, and the others do not count it. */
  add(fault: Fault): PlantedFault;
  clear(): void;
  /** What befalls this request. Each call counts as a request. */
  befall(asked: Pick<Asked, 'method' | 'path' | 'query'>): Mishap | undefined;
}

interface Planted {
  readonly fault: Fault;
  passed: number;
  struck: number;
}

export function plantFaults(): Faults {
  let planted: Planted[] = [];
  return {
    add(fault) {
      const entry: Planted = { fault, passed: 0, struck: 0 };
      planted.push(entry);
      return {
        struck: () => entry.struck,
        remove() {
          planted = planted.filter((each) => each !== entry);
        },
      };
    },
    clear() {
      planted = [];
    },
    befall(asked) {
      const entry = planted.find((each) => isDue(each, asked));
      if (entry === undefined) return undefined;
      entry.struck += 1;
      return entry.fault.do;
    },
  };
}

function isDue(entry: Planted, asked: Pick<Asked, 'method' | 'path' | 'query'>): boolean {
  const { fault, passed, struck } = entry;
  if (!matches(fault, asked) || struck >= (fault.times ?? 1)) return false;
  if (passed >= (fault.after ?? 0)) return true;
  entry.passed += 1;
  return false;
}

function matches(
  { on = {} }: Fault,
  { method, path, query }: Pick<Asked, 'method' | 'path' | 'query'>,
): boolean {
  const parameters = Object.entries(on.query ?? {});
  return [
    on.method === undefined || on.method === method,
    on.path === undefined || path.search(on.path) >= 0,
    on.page === undefined || on.page === pageNumber(query),
    parameters.every(([name, value]) => query.getAll(name).includes(value)),
  ].every(Boolean);
}
