import { type CelList, CelScalar, celEnv, celFunc, celList, celMethod, listType } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { create } from '@bufbuild/protobuf';
import { DurationSchema } from '@bufbuild/protobuf/wkt';
import { levelRank } from '#core/catalogue/permission-entry.ts';
import { BOOL, DURATION, INT, PERMISSIONS, STRING } from './cel-types.ts';
import type { Meter } from './meter.ts';
import { pattern } from './patterns.ts';

const { DYN } = CelScalar;
const LIST = listType(DYN);
const SECONDS_PER_DAY = 86_400n;
/** Of a text that `+` makes. Names and what people make of them are shorter, and cost no step. */
const CHARACTERS_PER_STEP = 100;

/**
 * What an expression may call; all of it takes time in proportion to what it is given. `replace`, `format`, `split`
 * and `+` over lists are left out because chains of them grow without a bound, `dyn` and `type` because they would
 * escape the check.
 */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  ...['_+_', '_-_', '_*_', '_/_', '_%_', '-_', '_<_', '_<=_', '_>_', '_>=_'],
  ...['size', 'contains', 'startsWith', 'endsWith', 'matches', 'lowerAscii'],
  ...['timestamp', 'duration', 'days', 'getFullYear', 'getMonth', 'getDate', 'getDayOfWeek', 'getHours'],
  'allows',
]);

/** Names that no author can write, for what `metered` puts in the place of the library's macros. */
export const STEP = '@step';
export const NEW_LIST = '@new_list';
export const APPEND = '@append';

/** The library's functions, and Patrol's; what they do is counted. */
export function functionsWith(meter: Meter) {
  const growing = new WeakMap<CelList, unknown[]>();
  const lowerAscii = strings.filter(({ name }) => name === 'lowerAscii');
  return celEnv({
    funcs: [
      ...lowerAscii,
      celFunc('days', [INT], DURATION, (days) => create(DurationSchema, { seconds: days * SECONDS_PER_DAY })),
      celMethod('matches', STRING, [STRING], BOOL, function (text) {
        return pattern(text).test(this);
      }),
      celMethod('allows', PERMISSIONS, [STRING, STRING], BOOL, function (permission, level) {
        return reaches(this.get(permission), level);
      }),
      // In the place of the library's: a text doubled twenty times in a row would be a hundred million characters.
      celFunc('_+_', [STRING, STRING], STRING, (one, other) => {
        meter.spend(Math.floor((one.length + other.length) / CHARACTERS_PER_STEP));
        return one + other;
      }),
      celFunc('@in', [DYN, LIST], BOOL, (wanted, list) => {
        meter.spend(list.size);
        for (const each of list) if (each === wanted) return true;
        return false;
      }),
      celFunc(STEP, [DYN], DYN, (condition) => {
        meter.spend(1);
        return condition;
      }),
      celFunc(NEW_LIST, [], LIST, () => {
        const items: never[] = [];
        const list = celList(items);
        growing.set(list, items);
        return list;
      }),
      // Only `metered` calls it, with a list of NEW_LIST: the library need not work out, each turn, what it is given.
      celFunc(APPEND, [DYN, DYN], DYN, (list, item) => {
        growing.get(list as CelList)?.push(item);
        return list;
      }),
    ],
  });
}

/** A level that Patrol does not know is equal to itself only. */
function reaches(held: unknown, wanted: string): boolean {
  if (held === undefined) return false;
  const [has, wants] = [levelRank(String(held)), levelRank(wanted)];
  return has === -1 || wants === -1 ? held === wanted : has >= wants;
}
