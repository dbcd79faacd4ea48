import { faultsOf } from '#test/builders/policy-faults.ts';

const rules = (...lines: string[]) =>
  ['version: 1', 'enterprise:', '  rules:', ...lines.map((line) => `    ${line}`)].join('\n');

describe('a policy that is right', () => {
  it.each<[string, string]>([
    ['as small as can be', 'version: 1'],
    [
      'with a byte order mark and Windows line ends',
      '\ufeffversion: 1\r\nenterprise:\r\n  rules:\r\n    unused: off\r\n',
    ],
    ['written as JSON', '{"version": 1, "enterprise": {"rules": {"unused": {"days": 30}}}}'],
    ['with off as an older YAML had it', rules('unused: false')],
    [
      'with tiers, kinds and a reason',
      rules('expires-soon: { tiers: [60, 7], kinds: { ssh-key: off }, reason: keys are rotated elsewhere }'),
    ],
  ])('%s', (_, text) => {
    expect(faultsOf(text)).toEqual([]);
  });
});

describe('a file that is no text', () => {
  const UTF16 = 'The file is UTF-16, as > of Windows PowerShell writes it. Save it as UTF-8.';
  const at = (place: string, what: string) => [`patrol.yaml:${place}: ${what}`];
  it.each<[string, Buffer, string[]]>([
    ['of Windows PowerShell', Buffer.from('\ufeffversion: 1', 'utf16le'), at('1:1', UTF16)],
    ['the same without its mark', Buffer.from('version: 1', 'utf16le'), at('1:1', UTF16)],
    ['with the bytes the other way round', Buffer.from('version: 1', 'utf16le').swap16(), at('1:1', UTF16)],
    [
      'in an older encoding: its first letter that UTF-8 has not',
      Buffer.from('version: 1\n# für alle\n', 'latin1'),
      at('2:4', 'The file is not UTF-8 text from here on. Save it as UTF-8.'),
    ],
    [
      'that ends within a letter',
      Buffer.from('version: 1\n# ü').subarray(0, -1),
      at('2:3', 'The file is not UTF-8 text from here on. Save it as UTF-8.'),
    ],
    [
      'with a byte that no text has',
      Buffer.from('version: 1\n# \u{1f600}\0\n'),
      at('2:5', 'The file is no text: a byte here is 0. Is it the right file?'),
    ],
  ])('%s', (_, bytes, faults) => {
    expect(faultsOf(bytes)).toEqual(faults);
  });
});

describe('a policy that is wrong says where', () => {
  it.each<[string, string, string]>([
    ['a number in quotes', 'version: "1"', '1:10: version is "1", and must be 1, without quotes.'],
    ['another number', 'version: 2', '1:10: version is 2, and must be 1.'],
    ['another word', 'version: one', '1:10: version is "one", and must be 1.'],
  ])('%s where one word belongs', (_, text, fault) => {
    expect(faultsOf(text)).toEqual([`patrol.yaml:${fault}`]);
  });

  it.each<[string, string, string[]]>([
    [
      'an empty file',
      '',
      ['patrol.yaml:1:1: The file is empty. The smallest policy is one line: version: 1'],
    ],
    [
      'comments only',
      '# nothing yet\n',
      ['patrol.yaml:1:1: The file is empty. The smallest policy is one line: version: 1'],
    ],
    [
      'a tab',
      'version: 1\nenterprise:\n\trules: {}\n',
      ['patrol.yaml:3:1: Tabs are not allowed as indentation.'],
    ],
    [
      'a key twice',
      'version: 1\nversion: 1\n',
      ['patrol.yaml:2:1: version is there twice: keep one of the two.'],
    ],
    [
      'a key twice, deep in the file',
      rules('unused: off', 'unused: on'),
      ['patrol.yaml:5:5: unused is there twice: keep one of the two.'],
    ],
    [
      'brackets without end',
      `version: 1\na: ${'['.repeat(50_000)}`,
      [expect.stringMatching(/^patrol\.yaml:2:\d+: What begins here is nested too deep\.$/) as never],
    ],
    [
      'two documents',
      'version: 1\n---\nversion: 1\n',
      ['patrol.yaml:2:1: A second document begins here, after ---: a policy is one. Take the line out.'],
    ],
    [
      'a rule that is misspelt: which of all was meant, not all of them',
      rules('unsed: off'),
      [
        'patrol.yaml:4:5: enterprise.rules.unsed is no key that belongs here; patrol policy show lists the 27 that do. Did you mean unused?',
      ],
    ],
    [
      'an organisation in two spellings, of which one would be lost',
      'version: 1\norganisations:\n  Acme: { rules: { unused: { days: 30 } } }\n  acme: { rules: { unused: { days: 20 } } }\n',
      ['patrol.yaml:4:3: organisations.acme is Acme once more: logins ignore case. Make one of the two.'],
    ],
    [
      'a baseline of an organisation in two spellings',
      'version: 1\nbaseline:\n  acme: { until: 2027-03-31, findings: {} }\n  ACME: { until: 2027-03-31, findings: {} }\n',
      ['patrol.yaml:4:3: baseline.ACME is acme once more: logins ignore case. Make one of the two.'],
    ],
    [
      'an anchor and its alias',
      'version: &one 1\nenterprise: *one\n',
      [
        'patrol.yaml:1:15: &one is an anchor: a policy has none.',
        'patrol.yaml:2:13: *one is an alias: write out what it stands for. A text that begins with * goes between quotes.',
      ],
    ],
    [
      'a tag',
      'version: !!int "1"\n',
      ['patrol.yaml:1:10: !!int is a tag: a policy has none. A text that begins with ! goes between quotes.'],
    ],
    [
      'text that YAML takes for something else, in order',
      [
        'version: 1',
        'custom-rules:',
        '  - title: what: is',
        '    when: !credential.expired',
        '    message: {credential.name} is bad',
        '    remedy: @octocat',
      ].join('\n'),
      [
        'patrol.yaml:3:12: A second colon with a space behind it: put the text between quotes, or indent the next line as this one.',
        'patrol.yaml:4:11: !credential.expired is a tag: a policy has none. A text that begins with ! goes between quotes.',
        'patrol.yaml:5:32: What stands here belongs to nothing: put a text that begins with {, [, ! or a quote between quotes as a whole.',
        'patrol.yaml:6:13: A text that begins with this character goes between quotes.',
      ],
    ],
    [
      'a key without its colon',
      'version: 1\nenterprise\n  rules:\n    unused: off\n',
      ['patrol.yaml:2:1: What stands here is no key: behind a key stand a colon and a space.'],
    ],
    [
      'a key without the space behind its colon, as the last thing',
      rules('unused: off', 'never-used:off'),
      ['patrol.yaml:5:5: What stands here is no key: behind a key stand a colon and a space.'],
    ],
    [
      'a brace that is not closed',
      `${rules('unused: { days: 30')}\norganisations: {}\n`,
      [
        'patrol.yaml:5:1: What stands here is indented otherwise than what it belongs to, or a { or [ before it is not closed.',
      ],
    ],
    [
      'a quote that is not closed',
      rules('unused: { reason: "why }'),
      ['patrol.yaml:4:29: A quote that was opened is not closed: the text goes on to here.'],
    ],
    ['a list', '- version: 1\n', ['patrol.yaml:1:1: the file is a list, where a mapping belongs.']],
    ['no version', 'enterprise: {}\n', ['patrol.yaml:1:1: version is missing.']],
    ['a version to come', 'version: 2\n', ['patrol.yaml:1:10: version is 2, and must be 1.']],
    [
      'a section without content',
      'version: 1\nenterprise:\n',
      ['patrol.yaml:2:12: enterprise is empty, where a mapping belongs. Fill it, or take the key out.'],
    ],
    [
      'a rule that is neither on nor off',
      rules('unused: maybe'),
      ['patrol.yaml:4:13: enterprise.rules.unused is "maybe", and must be one of on, off.'],
    ],
    [
      'a number for a rule',
      rules('unused: 90'),
      ['patrol.yaml:4:13: enterprise.rules.unused is 90. Write on, off, or a mapping of settings.'],
    ],
    [
      'text for a number',
      rules('unused: { days: "90" }'),
      ['patrol.yaml:4:21: enterprise.rules.unused.days is "90", where a whole number belongs.'],
    ],
    [
      'a fraction',
      rules('unused: { days: 1.5 }'),
      ['patrol.yaml:4:21: enterprise.rules.unused.days is 1.5, where a whole number belongs.'],
    ],
    [
      'a day too many',
      rules('unused: { days: 366 }'),
      ['patrol.yaml:4:21: enterprise.rules.unused.days is 366; it must be at most 365.'],
    ],
    [
      'a day too few',
      rules('unused: { days: 0 }'),
      ['patrol.yaml:4:21: enterprise.rules.unused.days is 0; it must be at least 1.'],
    ],
    [
      'no tiers',
      rules('expires-soon: { tiers: [] }'),
      ['patrol.yaml:4:28: enterprise.rules.expires-soon.tiers lists 0; it must list at least 1.'],
    ],
    [
      'tiers from near to far',
      rules('expires-soon: { tiers: [7, 30] }'),
      [
        'patrol.yaml:4:28: enterprise.rules.expires-soon.tiers must go from far to near, each day once, such as [30, 14, 7].',
      ],
    ],
    [
      'loosen in the enterprise',
      rules('unused: { loosen: true, reason: x }'),
      [
        expect.stringContaining(
          'patrol.yaml:4:15: enterprise.rules.unused.loosen is no key that belongs here',
        ),
      ] as string[],
    ],
    [
      'an organisation nobody can have',
      'version: 1\norganisations:\n  acme_labs: {}\n',
      [
        'patrol.yaml:3:3: organisations.acme_labs is no login of an organisation: letters, digits and hyphens, at most 39.',
      ],
    ],
  ])('%s', (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  it('everything at once, in the order of the file, with the word that was probably meant', () => {
    const text = [
      'version: 1',
      'enterprize: {}',
      'enterprise:',
      '  rules:',
      '    unsed: off',
      '    unused: { dais: 3, days: 900 }',
      '    expires-soon:',
      '      severity: hihg',
      '      kinds: { clasic-token: off }',
      'organisations:',
      '  acme: { rules: { never-expires: off } }',
    ].join('\n');
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(/^patrol\.yaml:2:1: enterprize is no key .*Did you mean enterprise\?$/),
      expect.stringMatching(/^patrol\.yaml:5:5: enterprise\.rules\.unsed is no key .*Did you mean unused\?$/),
      expect.stringMatching(
        /^patrol\.yaml:6:15: enterprise\.rules\.unused\.dais is no key .*Did you mean days\?$/,
      ),
      'patrol.yaml:6:30: enterprise.rules.unused.days is 900; it must be at most 365.',
      expect.stringMatching(/^patrol\.yaml:8:17: .*is "hihg", and must be one of .*Did you mean high\?$/),
      expect.stringMatching(
        /^patrol\.yaml:9:16: .*kinds\.clasic-token is no key .*Did you mean classic-token\?$/,
      ),
      "patrol.yaml:11:20: organisations.acme.rules.never-expires.enabled is looser than the enterprise's policy, which wants on. Tighten it, or add loosen: true with a reason.",
    ]);
  });

  it.each<[string, Uint8Array]>([
    ['longer than 4 MiB', Buffer.alloc(10 * 1024 * 1024, '#')],
    ['not text', Uint8Array.of(0xff, 0xfe, 0x00, 0x61)],
    ['nested without end', Buffer.from('['.repeat(50_000))],
    [
      'a hundred thousand keys that do not belong',
      Buffer.from(`version: 1\n${Array.from({ length: 100_000 }, (_, each) => `k${each}: 1`).join('\n')}`),
    ],
    ['a key that is everybody’s prototype', Buffer.from('version: 1\n__proto__: { enterprise: {} }\n')],
  ])('and is not read further: %s', (_, bytes) => {
    expect(faultsOf(bytes).length).toBeGreaterThan(0);
  });
});

describe('an organisation', () => {
  const organisations = (...lines: string[]) =>
    [
      ...rules('unused: { days: 60, kinds: { classic-token: { days: 30 } } }').split('\n'),
      'organisations:',
      '  acme:',
      '    rules:',
      ...lines.map((line) => `      ${line}`),
    ].join('\n');

  it.each<[string, string, string[]]>([
    ['may be stricter', 'unused: { days: 30 }', []],
    [
      'may not be looser in general',
      'unused: { days: 61, kinds: { classic-token: { days: 30 } } }',
      [
        expect.stringMatching(
          /^patrol\.yaml:8:23: organisations\.acme\.rules\.unused\.days .* wants at most 60 for fine-grained-token/,
        ) as never,
      ],
    ],
    [
      'may not be looser for a kind the enterprise named',
      'unused: { days: 50 }',
      [
        "patrol.yaml:8:23: organisations.acme.rules.unused.days is looser than the enterprise's policy, which wants at most 30 for classic-token. Tighten it, or add loosen: true with a reason.",
      ],
    ],
    ['may be looser with a reason', 'unused: { enabled: false, loosen: true, reason: a sandbox }', []],
    [
      'may not be looser without one',
      'unused: { enabled: false, loosen: true }',
      ['patrol.yaml:8:15: organisations.acme.rules.unused says loosen: true and must say why, as reason.'],
    ],
  ])('%s', (_, line, faults) => {
    expect(faultsOf(organisations(line))).toEqual(faults);
  });
});
