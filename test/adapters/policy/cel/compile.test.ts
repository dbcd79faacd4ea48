import { CelFault } from '#adapters/policy/cel/cel-fault.ts';
import { BOOL } from '#adapters/policy/cel/cel-types.ts';
import { compileCel } from '#adapters/policy/cel/compile.ts';
import { CREDENTIAL_KINDS, type Credential } from '#core/credential.ts';
import {
  appInstallation,
  classicToken,
  deployKey,
  fineGrainedToken,
  instant,
  NIGHT,
  repository,
  sshKey,
} from '#test/builders/items.ts';

const compile = (text: string, kinds = CREDENTIAL_KINDS as readonly Credential['kind'][]) =>
  compileCel(text, { kinds, wanted: [BOOL], mayUseNow: true });

const answer = (text: string, credential: Credential): string => {
  const result = compile(text).run(credential, NIGHT);
  return result instanceof Error ? result.message : String(result);
};

/** `column: what is wrong`. */
function faultOf(text: string, kinds?: readonly Credential['kind'][]): string | null {
  try {
    compile(text, kinds);
    return null;
  } catch (error) {
    if (!(error instanceof CelFault)) throw error;
    return `${error.offset + 1}: ${error.message}`;
  }
}

describe('a condition answers for a credential', () => {
  const token = fineGrainedToken();
  it.each<[string, Credential, string]>([
    ['credential.kind == "fine-grained-token"', token, 'true'],
    ['credential.kind in ["classic-token", "ssh-key"]', token, 'false'],
    ['credential.id == "101001"', token, 'true'],
    ['credential.description.contains("release notes")', token, 'true'],
    ['credential.name.matches("^release ")', token, 'true'],
    ['credential.name.lowerAscii().startsWith("RELEASE")', token, 'false'],
    ['credential.owner == "octocat"', token, 'true'],
    ['credential.expiresAt - now > days(90)', token, 'true'],
    ['credential.expiresAt - now > days(91)', token, 'false'],
    ['credential.grantedAt < timestamp("2026-09-01T09:30:13Z")', token, 'true'],
    ['credential.expiresAt.getDayOfWeek() == 6', token, 'true'],
    ['(now - credential.lastUsedAt).getHours() == 8', token, 'true'],
    ['credential.expired', token, 'false'],
    ['credential.expired', fineGrainedToken({ expired: true }), 'true'],
    ['credential.expired', classicToken({ expiresAt: NIGHT }), 'true'],
    ['credential.expired', classicToken({ expiresAt: 'never' }), 'false'],
    ['credential.neverExpires', classicToken({ expiresAt: 'never' }), 'true'],
    ['credential.neverUsed', classicToken({ lastUsedAt: 'never' }), 'true'],
    ['credential.permissions.contents == "read"', token, 'true'],
    ['has(credential.permissions.workflows)', token, 'false'],
    ['"contents" in credential.permissions', token, 'true'],
    ['credential.permissions.allows("contents", "read")', token, 'true'],
    ['credential.permissions.allows("contents", "write")', token, 'false'],
    ['credential.permissions.allows("workflows", "read")', token, 'false'],
    [
      'credential.permissions.allows("contents", "read")',
      appInstallation({ permissions: { app: { contents: 'admin' } } }),
      'true',
    ],
    [
      'credential.permissions.contents == "write"',
      fineGrainedToken({ permissions: { a: { contents: 'write' }, b: { contents: 'read' } } }),
      'true',
    ],
    ['credential.permissions.all(p, credential.permissions[p] == "read")', token, 'true'],
    ['credential.repositorySelection == "subset"', token, 'true'],
    ['credential.repositories.exists(r, r.visibility == "public")', token, 'false'],
    ['credential.repositories.exists_one(r, r.name == "hello-world")', token, 'true'],
    ['credential.repositories.filter(r, !r.archived).size() == 1', token, 'true'],
    ['credential.repositories.map(r, r.name)[0] == "hello-world"', token, 'true'],
    ['credential.repositories.map(r, r.archived, r.name).size() == 0', token, 'true'],
    ['size(credential.repositories) == 0', fineGrainedToken({ repositorySelection: 'none' }), 'true'],
    ['credential.repositories[0].name == "hello-world"', deployKey(), 'true'],
    ['"repo" in credential.scopes', classicToken({ scopes: ['repo', 'gist'] }), 'true'],
    ['credential.readOnly && credential.verified && credential.enabled', deployKey(), 'true'],
    ['credential.suspended || credential.appId != 2837', appInstallation(), 'false'],
    ['"push" in credential.events && credential.appSlug == "release-drafter"', appInstallation(), 'true'],
    ['credential.neverExpires ? false : credential.expiresAt > now', token, 'true'],
    ['1 + 2 * 3 == 7 && "a" + "b" == "ab" && 7 % 2 == 1 && -1 < 0', token, 'true'],
  ])('%s', (text, credential, expected) => {
    expect(answer(text, credential)).toBe(expected);
  });
});

describe('what is not known is no answer', () => {
  it.each<[string, Credential, string]>([
    ['credential.name == "x"', fineGrainedToken({ name: null }), 'its name'],
    ['credential.owner == "x"', fineGrainedToken({ owner: null }), 'its owner'],
    ['credential.grantedAt < now', classicToken({ grantedAt: null }), 'when it was granted'],
    ['credential.expiresAt < now', sshKey({ expiresAt: 'unknown' }), 'the expiry date'],
    ['credential.expiresAt < now', sshKey({ expiresAt: 'never' }), 'the expiry date'],
    ['credential.neverExpires', sshKey({ expiresAt: 'unknown' }), 'the expiry date'],
    ['!credential.neverExpires', sshKey({ expiresAt: 'unknown' }), 'the expiry date'],
    ['credential.expired', sshKey({ expiresAt: 'unknown' }), 'the expiry date'],
    ['credential.lastUsedAt < now', sshKey({ lastUsedAt: 'unknown' }), 'the last use'],
    ['credential.neverUsed', appInstallation({ lastUsedAt: 'unknown' }), 'the last use'],
    ['"repo" in credential.scopes', classicToken({ scopes: null }), 'its scopes'],
    [
      'credential.repositories.exists(r, true)',
      fineGrainedToken({ repositories: null, repositorySelection: 'all' }),
      'which repositories it reaches',
    ],
    ['credential.enabled', deployKey({ enabled: null }), 'whether it is enabled'],
    ['"repo" in credential.scopes', fineGrainedToken(), 'scopes, which a fine-grained-token does not have'],
    ['credential.neverUsed ? true : false', sshKey({ lastUsedAt: 'unknown' }), 'the last use'],
    [
      'credential.name in ["a"] || credential.neverUsed',
      sshKey({ name: null, lastUsedAt: 'unknown' }),
      'its name',
    ],
  ])('%s', (text, credential, missing) => {
    expect(answer(text, credential)).toBe(missing);
  });

  it.each<[string, string]>([
    ['credential.kind == "ssh-key" || credential.neverExpires', 'true'],
    ['credential.neverExpires || credential.kind == "ssh-key"', 'true'],
    ['credential.neverExpires && credential.kind == "classic-token"', 'false'],
  ])('unless the answer is the same whatever it is: %s', (text, expected) => {
    expect(answer(text, sshKey({ expiresAt: 'unknown' }))).toBe(expected);
  });

  it.each<[string, string]>([
    ['1 / credential.repositories.filter(r, r.archived).size() > 1', 'int divide by zero'],
    ['1 % (size(credential.name) - size(credential.name)) > 1', 'int modulus by zero'],
    ['credential.permissions.workflows == "write"', 'field not found: workflows'],
    ['credential.permissions["workflows"] == "write"', 'field not found: workflows'],
    ['credential.repositories[7].archived', 'index 7 out of bounds [0, -1)'],
    ['9223372036854775807 + size(credential.name) > 0', 'int overflow during _+_'],
  ])('nor is what cannot be worked out: %s', (text, reason) => {
    expect(answer(text, fineGrainedToken())).toBe(reason);
  });
});

describe('a condition that is wrong says where', () => {
  it.each<[string, string]>([
    ['credential.nam == "x"', '12: names credential.nam, and there is no such field. Did you mean name?'],
    [
      'credential.zzzzzzzzzz == 1',
      expect.stringMatching(/^12: .*There is kind, id, description, name, /) as never,
    ],
    ['true &&\n  credential.expiresAt > 3', '32: applies > to timestamp and int, which cannot be.'],
    ['credential.name == 3', '17: compares string with int, which are never equal.'],
    [
      'credential.repositories == credential.repositories',
      expect.stringMatching(/^25: compares list\(repository\) as a whole/) as never,
    ],
    ['credential == 3', '1: names credential as a whole: name a field of it, as credential.name.'],
    ['token.name == ""', '1: names token, which is nothing; there is credential, now.'],
    ['credential.name', '1: gives string, and must give bool.'],
    ['credential.name && true', '1: has string where bool belongs.'.replace('1', '12')],
    ['!credential.name', '13: has string where bool belongs.'],
    ['credential.name ? true : false', '12: has string where bool belongs.'],
    ['credential.neverUsed ? 1 : "x"', '28: has string where int belongs.'],
    [
      'credential.name.upper() == ""',
      '17: calls upper, and there is no such function; docs/custom-rules.md lists them.',
    ],
    [
      'credential.name.startsWith(3)',
      '17: calls string.startsWith(int), and there is string.startsWith(string).',
    ],
    ['size(3) > 1', expect.stringMatching(/^1: calls size\(int\), and there is size\(/) as never],
    ['-credential.name == ""', '1: applies - to string, which cannot be.'],
    ['credential.name in "x"', '17: looks into string: only a list or a map holds something.'],
    ['3 in ["x"]', '3: looks for int in list(string), where it never is.'],
    ['[1, "x"].size() == 1', '5: has string in a list that begins with int.'],
    ['[].size() == 1', '1: has an empty list: ask for size(…) == 0 instead.'],
    ['{"a": 1}.size() == 1', '1: writes a map, which a rule cannot.'],
    ['credential.name == null', expect.stringMatching(/^20: has null/) as never],
    ['1.5 > 1.0', expect.stringMatching(/^1: has a value of a type/) as never],
    [
      'credential.name.startWith("a")',
      '17: calls startWith, and there is no such function; docs/custom-rules.md lists them. Did you mean startsWith?',
    ],
    [
      'credential.repositories.exist(r, r.archived)',
      '25: calls exist, and there is no such function; docs/custom-rules.md lists them. Did you mean exists?',
    ],
    [
      'credential.expiresAt - now < day(3)',
      '30: calls day, and there is no such function; docs/custom-rules.md lists them. Did you mean days?',
    ],
    [
      'credential.name.exists()',
      '17: calls exists in another way than it is written: as list.exists(each, condition), or has(credential.permissions.contents).',
    ],
    [
      'dyn(1) == 1',
      '1: calls dyn, which CEL has and a rule may not use; docs/custom-rules.md lists what it may.',
    ],
    [
      'expiresAt < now',
      '1: names expiresAt, which is nothing; there is credential, now. Did you mean credential.expiresAt?',
    ],
    [
      'credental.name == ""',
      '1: names credental, which is nothing; there is credential, now. Did you mean credential?',
    ],
    [
      'credential.kind == "clasic-token"',
      '20: compares credential.kind with "clasic-token", which is no kind. Did you mean classic-token?',
    ],
    [
      '!(credential.kind in ["ssh-key", "pat"])',
      expect.stringMatching(
        /^34: compares credential\.kind with "pat", which is no kind\. There is fine-grained-token, /,
      ) as never,
    ],
    ['credential.name.replace("a", "aa") == ""', expect.stringMatching(/^17: calls replace/) as never],
    [
      '(credential.scopes + credential.scopes).size() == 1',
      '20: applies + to list(string) and list(string), which cannot be.',
    ],
    [
      'has(credential.owner)',
      '1: asks has(credential.owner), which is not needed: what is not known makes the verdict unknown by itself.',
    ],
    [
      'credential.repositories.exists(r, r.nam == "x")',
      '37: asks for nam of a repository, which always has name, visibility, archived, and no more.',
    ],
    ['credential.name.length == 1', '17: asks for length of string, which has no fields.'],
    [
      'credential.repositories.exists(now, true)',
      '25: calls its variable now, which is taken: choose another name.',
    ],
    ['credential.name.exists(c, true)', '17: goes through string: it must be a list or a map.'],
    ['credential.repositories.filter(r, r.name).size() == 1', '37: has string where bool belongs.'],
    ['credential.repositories.all(r, r.name)', '34: has string where bool belongs.'],
    ['credential.repositories[true].archived', '25: has bool where int belongs.'],
    ['credential.name[0] == "x"', '12: asks for a place in string: only a list or a map has some.'],
    ['credential.name.matches("(")', expect.stringMatching(/^25: has a pattern that is none: .+/) as never],
    [
      'credential.name.matches(credential.owner)',
      '36: matches a pattern that it works out: write it between quotes.',
    ],
    [
      'now > timestamp("2026-02-30T00:00:00Z")',
      '17: has a moment that is none: "2026-02-30T00:00:00Z" is not a date that exists.',
    ],
    [
      'now > timestamp(credential.name)',
      '28: gives timestamp something to work out: write it between quotes.',
    ],
    [
      'now - credential.grantedAt > duration("90d")',
      expect.stringMatching(/^30: has a value that is none: /) as never,
    ],
    [
      'credential.permissions.allows("contents", "wrote")',
      '43: asks for a level that is not one of "read", "write", "admin".',
    ],
    [
      'now > timestamp("2026-01-01T00:00:00Z") && 1 / 0 == 1',
      '48: divides by 0: no credential has an answer to that.',
    ],
    ['credential.scopes.size() % 0 == 1', '28: divides by 0: no credential has an answer to that.'],
    ['credential.name = "x"', '17: has a single =; write == to compare.'],
    ['credential.name ==', expect.stringMatching(/^\d+: /) as never],
    ['credential.name == "x', '17: cannot be read from = on.'],
  ])('%s', (text, expected) => {
    expect(faultOf(text)).toEqual(expected);
  });

  it('a field that none of the kinds has', () => {
    expect(faultOf('"repo" in credential.scopes', ['ssh-key'])).toBe(
      '22: names credential.scopes, which only classic-token, oauth-token, app-user-token, unrecognised has, and the rule judges ssh-key.',
    );
    expect(faultOf('"repo" in credential.scopes', ['ssh-key', 'classic-token'])).toBeNull();
  });
});

describe('time is bounded', () => {
  const many = (count: number) =>
    fineGrainedToken({
      repositories: Array.from({ length: count }, (_, id) => repository({ id, name: `r${id}` })),
    });
  const within = (depth: number, body = 'true') =>
    `${Array.from({ length: depth }, (_, each) => `credential.repositories.all(x${each}, `).join('')}${body}${')'.repeat(depth)}`;

  it('a loop over ten thousand repositories is none too many', () => {
    expect(answer(within(1), many(10_000))).toBe('true');
    expect(
      answer('credential.repositories.filter(r, !r.archived).map(r, r.name).size() == 10000', many(10_000)),
    ).toBe('true');
  });

  it.each<[string, string]>([
    ['loops within loops', within(3)],
    [
      'a loop that carries on after an error',
      `!${within(2, '1 / (1 - 1) == 1')} || credential.repositories.exists(y, credential.repositories.exists(z, z.archived))`,
    ],
    [
      'a lookup in a list for each of a list',
      'credential.repositories.all(r, r.name in credential.repositories.map(s, s.name))',
    ],
    [
      'a list for each of a list',
      'credential.repositories.map(r, credential.repositories.map(s, s.name)).size() == 1',
    ],
    [
      'texts that double and double',
      `[credential.name]${'.map(t, t + t)'.repeat(20)}.exists(t, t.contains("z"))`,
    ],
    [
      'texts that double, each of many',
      `credential.repositories.map(r, r.name)${'.map(t, t + t)'.repeat(12)}.exists(t, t.contains("z"))`,
    ],
  ])('%s are stopped', (_, text) => {
    const program = compile(text);
    // Four million turns and more.
    expect(program.run(many(2_000), NIGHT)).toMatchObject({ message: 'more steps than a rule may take' });
  });

  it.each<[string, string, RegExp]>([
    ['loops within loops within loops within loops', within(4), /more than 3 of exists, all, filter and map/],
    ['a long chain of operators', `${'1 + ('.repeat(60)}1${')'.repeat(60)} > 0`, /nested more than 50 deep/],
    ['very many brackets', `${'('.repeat(900)}true${')'.repeat(900)}`, /^$|nested too deep/],
  ])('%s are refused or harmless', (_, text, reason) => {
    expect(faultOf(text) ?? '').toMatch(reason);
  });
});

it('two texts that differ in spaces and comments are the same condition', () => {
  expect(compile('credential.name   ==\n "a  b"').normal).toBe(compile('credential.name == "a  b"').normal);
  expect(compile('credential.name == "a b"').normal).not.toBe(compile('credential.name == "a  b"').normal);
});

it('judges each credential by itself: what it met before changes nothing', () => {
  const program = compile('credential.expiresAt - now > days(90)');
  const [soon, late] = [classicToken(), classicToken({ expiresAt: instant('2027-12-01T00:00:00Z') })];
  expect([soon, late, soon, late].map((each) => program.run(each, NIGHT))).toEqual([
    false,
    true,
    false,
    true,
  ]);
});
