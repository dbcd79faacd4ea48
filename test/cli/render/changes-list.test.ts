import { changesList } from '#cli/render/changes-list.ts';
import { countsLine } from '#cli/render/counts-line.ts';
import { classicToken, fineGrainedToken, person } from '#test/builders/items.ts';
import { change, record } from '../builders/scan-result.ts';

const list = (
  changes: Parameters<typeof changesList>[1],
  numbers = { appeared: 0, changed: 0, gone: 0 },
): string[] => changesList(record({ changes: numbers }), changes, 200);

describe('the changes of a scan', () => {
  it('are none on a quiet night', () => {
    expect(list([])).toEqual(['Changes since 2026-11-21T02:00:00Z: none.']);
  });

  it('have nothing to be compared with on the first night', () => {
    const first = record({ previous: null, changes: { appeared: 1_204, changed: 0, gone: 0 } });
    expect(changesList(first, [change()], 200)).toEqual([
      'First scan of acme: 1,204 seen, nothing to compare with.',
    ]);
  });

  it('say field by field what was before and after', () => {
    const fields = {
      expiresAt: { before: 'never', after: '2026-12-04T00:00:00Z' },
      scopes: { before: null, after: ['repo'] },
    };
    expect(
      list([change({ change: 'changed', item: classicToken(), fields })], {
        appeared: 0,
        changed: 1,
        gone: 0,
      })[1],
    ).toBe(
      '  ~ changed classic token "nightly build" of octocat (classic-token:161195): expiresAt never → 2026-12-04T00:00:00Z; scopes null → ["repo"]',
    );
  });

  it('are cut to five, the gone first, and the others are counted', () => {
    const changes = [
      ...Array.from({ length: 6 }, (_, index) => change({ item: fineGrainedToken({ id: `${index}` }) })),
      change({ change: 'gone', item: person() }),
    ];
    const lines = list(changes, { appeared: 6, changed: 0, gone: 1 });
    expect(lines[1]).toBe('  - gone person octocat (person:583231)');
    expect(lines).toHaveLength(7);
    expect(lines.at(-1)).toBe('  and 2 more (--format json has them all)');
  });
});

describe('the counts of a scan', () => {
  it('name what cannot be seen, and never as 0', () => {
    const counts = { ...record().counts, 'classic-token': null, 'ssh-key': null, 'oauth-token': null };
    expect(countsLine(counts)).toBe(
      '250 fine-grained tokens, 0 App user tokens, 4 App installations, 9 deploy keys, 1 token request, 40 people. Classic tokens, SSH keys and OAuth tokens: not visible here.',
    );
  });

  it('mention credentials of an unknown type only where there are some', () => {
    expect(countsLine({ ...record().counts, unrecognised: 2 })).toContain('2 unrecognised credentials');
    expect(countsLine(record().counts)).not.toContain('unrecognised');
  });
});
