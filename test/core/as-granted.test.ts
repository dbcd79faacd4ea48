import { asGranted } from '#core/as-granted.ts';
import { tokenRequest } from '#test/builders/items.ts';

it('a request, once granted, is the token that was asked for, from the day of asking', () => {
  const { id: _, kind: __, reason: ___, requestedAt, tokenId, ...asked } = tokenRequest();
  expect(asGranted(tokenRequest())).toStrictEqual({
    ...asked,
    kind: 'fine-grained-token',
    id: tokenId,
    grantId: 84_848,
    grantedAt: requestedAt,
  });
});
