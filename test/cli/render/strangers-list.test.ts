import { strangersList } from '#cli/render/strangers-list.ts';
import type { Stranger } from '#core/stranger.ts';
import { scanRecord } from '#test/builders/scan-records.ts';

const stranger = (name: string): Stranger => ({ what: 'scope', name, risk: 'high' });
const told = (strangers: readonly Stranger[]) => strangersList(scanRecord({ strangers }), 300).join(' ');

describe('the list of what the catalogue does not know', () => {
  it('is not there where there is nothing to say', () => {
    expect(strangersList(scanRecord({ strangers: [] }), 80)).toEqual([]);
    expect(strangersList(scanRecord(), 80)).toEqual([]);
  });

  it('says it once, with the day the catalogue was looked over', () => {
    expect(
      told([{ what: 'permission', name: 'time_travel: write', risk: 'high' }, stranger('new:scope')]),
    ).toBe(
      'Catalogue out of date (looked over on 2026-11-22): it does not know permission time_travel: write; scope new:scope. They are rated by their level alone.',
    );
  });

  it('names twelve, counts the rest, and shows foreign words inert', () => {
    const many = Array.from({ length: 14 }, (_, index) => stranger(`s${index}`));
    expect(told(many)).toContain('scope s11; and 2 more.');
    const shown = told([stranger('\u001b[31mred\u202e')]);
    expect([shown.includes('\u001b'), shown.includes('\u202e')]).toEqual([false, false]);
  });
});
