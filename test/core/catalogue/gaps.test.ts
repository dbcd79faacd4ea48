import fc from 'fast-check';
import { CLASSIC_SCOPES } from '#core/catalogue/classic-scopes.ts';
import { GAPS, GAPS_PROVENANCE, gapsOf } from '#core/catalogue/gaps.ts';
import { expandScopes, SCOPES } from '#core/catalogue/scope-catalogue.ts';

const subjectsOf = (scopes: readonly string[]) => gapsOf(scopes).map(({ subject }) => subject);
const scopes = fc.array(fc.oneof(fc.constantFrom(...SCOPES.keys()), fc.string()));

describe('what fine-grained tokens cannot do yet', () => {
  it('says when and against what it was checked', () => {
    expect(GAPS_PROVENANCE.checkedOn).toBe('2026-11-22');
    expect(GAPS_PROVENANCE.source).toMatch(/^https:\/\/docs\.github\.com\//);
  });

  it.each(GAPS)('$subject: points at known scopes that are not wholly replaceable', (gap) => {
    for (const scope of gap.scopes)
      expect(['partial', 'none']).toContain(SCOPES.get(scope)?.replacement.coverage);
    expect(new Set(gap.scopes).size).toBe(gap.scopes.length);
  });

  it.each(GAPS)(
    '$subject: has a subject without full stop and advice in sentences',
    ({ subject, advice }) => {
      expect(subject).toMatch(/^[^\n]*[^.\s]$/);
      expect(advice).toMatch(/^[A-Z][^\n]*\.$/);
    },
  );

  it.each(GAPS)('$subject: names an App or a token that expires, as it says', ({ instead, advice }) => {
    expect(advice).toMatch(instead === 'github-app' ? /GitHub App/ : /expire|delete it afterwards|website/);
  });

  it('names each subject once', () => {
    expect(new Set(GAPS.map(({ subject }) => subject)).size).toBe(GAPS.length);
  });

  it('has an answer for every scope of a personal token that nothing replaces', () => {
    const unanswered = CLASSIC_SCOPES.filter(
      ({ scope, replacement }) => replacement.coverage === 'none' && gapsOf([scope]).length === 0,
    );
    expect(unanswered.map(({ scope }) => scope)).toEqual(['offline_access']);
  });
});

describe('the gaps that a classic token may be needed for', () => {
  it.each([
    [['notifications'], ['notifications and the watching of repositories']],
    [['read:packages'], ['packages and the container registry']],
    [['scim:enterprise'], ['provisioning of an enterprise’s people (SCIM)']],
    [['read:audit_log'], ['the audit log of an enterprise']],
    [['project'], ['projects that a person owns']],
    [['workflow', 'gist'], []],
    [['new:scope'], []],
    [[], []],
  ])('with %j are %j', (some, subjects) => {
    expect(subjectsOf(some)).toEqual(subjects);
  });

  it('include those of the scopes that GitHub drops because a wider one implies them', () => {
    expect(subjectsOf(['repo'])).toContain('accepting an invitation to a repository');
  });

  it('are the same before and after expanding, and add up', () => {
    fc.assert(
      fc.property(scopes, scopes, (some, others) => {
        expect(gapsOf(expandScopes(some))).toEqual(gapsOf(some));
        const union = new Set([...gapsOf(some), ...gapsOf(others)]);
        expect(new Set(gapsOf([...some, ...others]))).toEqual(union);
      }),
    );
  });
});
