import { strangePermissions } from '#adapters/policy/cel/strange-permissions.ts';

describe('permissions that a condition asks for and nobody knows', () => {
  it.each<[string, ReturnType<typeof strangePermissions>]>([
    ['credential.permissions.allows("contents", "write")', []],
    ['credential.permissions.allows("contnets", "write")', [{ key: 'contnets', nearest: 'contents' }]],
    ['credential.permissions.contnets == "write"', [{ key: 'contnets', nearest: 'contents' }]],
    ['has(credential.permissions.contnets)', [{ key: 'contnets', nearest: 'contents' }]],
    ['credential.permissions["contnets"] == "write"', [{ key: 'contnets', nearest: 'contents' }]],
    ['"contnets" in credential.permissions', [{ key: 'contnets', nearest: 'contents' }]],
    ['credential.permissions.allows("time_travel", "write")', [{ key: 'time_travel', nearest: null }]],
    [
      'has(credential.permissions.b_first) || has(credential.permissions.a_second) || has(credential.permissions.b_first)',
      [
        { key: 'b_first', nearest: null },
        { key: 'a_second', nearest: null },
      ],
    ],
    ['credential.permissions.exists(p, p == "contnets")', []],
    ['credential.name == "contnets" || "contnets" in credential.scopes', []],
    ['credential.repositories.exists(r, r.name.startsWith("contnets"))', []],
  ])('%s', (condition, strange) => {
    expect(strangePermissions(condition)).toStrictEqual(strange);
  });
});
