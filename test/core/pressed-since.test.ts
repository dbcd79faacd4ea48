import type { Finding } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import type { Pressed } from '#core/pressed.ts';
import { pressedSince } from '#core/pressed-since.ts';
import { finding, fingerprint, NIGHT } from '#test/builders/items.ts';
import { pressed } from '#test/builders/pressed.ts';

const by = (name: string, days: number, overrides: Partial<Pressed> = {}): Pressed =>
  pressed({ by: name, at: plusDays(NIGHT, days), ...overrides });

describe('what was pressed since the last scan', () => {
  it.each<[string, Partial<Finding>, Pressed[], string[]]>([
    ['nothing', {}, [], []],
    ['one after it', {}, [by('mona', 0.1)], ['mona']],
    ['one at its very time, which it saw', {}, [by('mona', 0)], []],
    ['one before it', {}, [by('mona', -0.1)], []],
    ['some, the latest last', {}, [by('c', 3), by('a', 1), by('d', 4), by('b', 2)], ['a', 'b', 'c', 'd']],
    ['some at once, as they were kept', {}, [by('b', 2), by('x', 1), by('y', 1)], ['x', 'y', 'b']],
    ['one of another finding', {}, [by('mona', 1, { finding: fingerprint('another') })], []],
    ['one of a former life', {}, [by('mona', 1, { since: plusDays(NIGHT, -9) })], []],
    ['one of what is resolved', { state: 'resolved' }, [by('mona', 1)], []],
    ['one of what is waived', { state: 'waived' }, [by('mona', 1)], []],
  ])('%s', (_, overrides, presses, names) => {
    expect(pressedSince(NIGHT, finding(overrides), presses).map((each) => each.by)).toStrictEqual(names);
  });
});
