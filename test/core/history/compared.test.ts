import { compared, countChanges, rightsOfChange } from '#core/history/compared.ts';
import type { Change } from '#core/scan-record.ts';
import { deployKey, fineGrainedToken, person, tokenRequest } from '#test/builders/items.ts';
import { change } from '#test/builders/scan-records.ts';

const token = (id: string) => fineGrainedToken({ id });
const appeared = (id: string) => change({ item: token(id) });
const gone = (id: string) => change({ change: 'gone', item: token(id) });
const renamed = (id: string) =>
  change({ change: 'changed', item: token(id), fields: { name: { before: 'old', after: 'release notes' } } });
const levels = (contents: string, issues: string) => ({ repository: { contents, issues } });
/** After it could write contents and read issues. */
const given = (id: string, contents: string, issues: string) =>
  change({
    change: 'changed',
    item: fineGrainedToken({ id, permissions: levels(contents, issues) }),
    fields: { permissions: { before: levels('write', 'read'), after: levels(contents, issues) } },
  });

describe('changes between two instants', () => {
  it.each<[string, Change, Change]>([
    ['a right that grew, before a thing that appeared', given('9', 'admin', 'read'), appeared('1')],
    ['a right that grew while another shrank, as well', given('9', 'read', 'write'), appeared('1')],
    ['what appeared, before what changed', appeared('9'), renamed('1')],
    ['what appeared, before a right that shrank', appeared('9'), given('1', 'read', 'read')],
    ['what changed, before what went', renamed('9'), gone('1')],
    ['of what appeared, the lower key', appeared('1'), appeared('9')],
    ['of what changed, the lower key', renamed('1'), renamed('9')],
    ['of what went, the lower key', gone('1'), gone('9')],
    ['of rights that grew, the lower key', given('1', 'admin', 'read'), given('9', 'admin', 'write')],
  ])('come in this order: %s', (_, first, second) => {
    for (const changes of [
      [first, second],
      [second, first],
    ]) {
      expect(compared(changes).map((each) => each.change)).toEqual([first, second]);
    }
  });

  it('are told with what each did to rights', () => {
    const rights = [{ right: 'repository.issues', before: 'read', after: 'write', grew: true }];
    const grown = given('1', 'write', 'write');
    expect(compared([appeared('2'), grown])).toEqual([
      { change: grown, rights },
      { change: appeared('2'), rights: [] },
    ]);
    expect(rightsOfChange(grown)).toEqual(rights);
  });

  it.each<[string, Change]>([
    ['appeared', change({ item: deployKey() })],
    ['went', change({ change: 'gone', item: deployKey() })],
  ])('did nothing to the rights of a thing that %s: it had none to compare', (_, each) => {
    expect(rightsOfChange(each)).toEqual([]);
  });
});

describe('the count of changes', () => {
  it('is by kind, and has no kind that nothing happened to', () => {
    const changes = [
      ...[appeared('1'), appeared('2'), renamed('3'), gone('4'), gone('5'), gone('6')],
      ...[change({ item: person() }), change({ change: 'changed', item: tokenRequest() })],
    ];
    expect(countChanges(changes)).toEqual({
      'fine-grained-token': { appeared: 2, changed: 1, gone: 3 },
      person: { appeared: 1, changed: 0, gone: 0 },
      'token-request': { appeared: 0, changed: 1, gone: 0 },
    });
    expect(countChanges([])).toEqual({});
  });
});
