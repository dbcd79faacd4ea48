import type { InventoryItem } from '#core/credential.ts';
import { rules } from '#core/rules/registry.ts';
import type { Given } from '#test/builders/facts.ts';
import { classicToken, deployKey, fineGrainedToken, person, sshKey } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const token = classicToken;
const unread: Given = { partial: ['people'] };

/** What is missing is said to whoever asks why nothing was said. */
describe('a rule that cannot tell names what is missing', () => {
  it.each<[string, InventoryItem, string, Given?]>([
    ['broad-classic-scope', token({ scopes: null }), 'the scopes'],
    ['classic-replaceable', token({ scopes: null }), 'the scopes'],
    ['deploy-key-unused', deployKey({ lastUsedAt: 'unknown' }), 'the last use'],
    ['expired-still-granted', token({ expiresAt: 'unknown' }), 'the expiry date'],
    ['expires-soon', token({ expiresAt: 'unknown' }), 'the expiry date'],
    ['lifetime-over-limit', token({ expiresAt: 'unknown' }), 'the expiry date'],
    ['lifetime-over-limit', token({ grantedAt: null }), 'when it was granted'],
    ['never-expires', token({ expiresAt: 'unknown' }), 'the expiry date'],
    ['never-used', token({ lastUsedAt: 'unknown' }), 'the last use'],
    ['never-used', token({ lastUsedAt: 'never', grantedAt: null }), 'when it was granted'],
    ['owner-is-outside-collaborator', token(), 'whether its owner is in the organisation', unread],
    ['owner-left', token(), 'whether its owner is in the organisation', unread],
    [
      'owner-without-2fa',
      person({ twoFactor: 'unknown' }),
      'whether two factors are in use',
      { items: [token()] },
    ],
    ['ssh-key-unused', sshKey({ lastUsedAt: 'unknown' }), 'the last use'],
    ['unused', token({ lastUsedAt: 'unknown' }), 'the last use'],
  ])('%s', (id, item, missing, given = {}) => {
    const rule = rules.find((each) => each.id === id);
    if (rule === undefined) throw new Error(`There is no rule ${id}.`);
    expect(judgeByDefault(rule, item, { ...given, items: [item, ...(given.items ?? [])] })).toEqual({
      outcome: 'unknown',
      missing,
    });
  });

  it('and says nothing of what is not there', () => {
    const rule = rules.find(({ id }) => id === 'automation-wants-app');
    const nobodys = fineGrainedToken({ name: null, owner: null });
    expect(rule === undefined ? null : judgeByDefault(rule, nobodys).outcome).toBe('pass');
  });
});
