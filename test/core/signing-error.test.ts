import { SigningError } from '#core/signing-error.ts';

it.each([true, false])('a key that does not sign says why, and whether it may later: %p', (passing) => {
  const cause = new Error('ECONNREFUSED');
  const error = new SigningError('The key was not reached. Try again.', { passing, cause });
  expect(error).toBeInstanceOf(Error);
  expect([error.passing, error.cause]).toStrictEqual([passing, cause]);
  expect(String(error)).toBe('SigningError: The key was not reached. Try again.');
});
