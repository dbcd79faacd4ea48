/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'core-is-pure',
      comment:
        'core/ decides; it may not read a clock, a disk, the network or the environment. Pass the value in.',
      severity: 'error',
      from: { path: '^core/' },
      to: { pathNot: ['^core/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'rules-stand-alone',
      comment: 'A rule that needs another rule is two rules, or a fact that belongs in core/.',
      severity: 'error',
      from: { path: '^core/rules/(?!registry)([^/]+)[.]ts$' },
      to: { path: '^core/rules/', pathNot: ['^core/rules/rule(-option)?[.]ts$', '^core/rules/$1[.]ts$'] },
    },
    {
      name: 'scan-knows-no-vendor',
      comment: 'scan/ speaks to the world through its ports only.',
      severity: 'error',
      from: { path: '^scan/' },
      to: { pathNot: ['^(core|scan)/'] },
    },
    {
      name: 'adapters-do-not-meet',
      comment:
        'adapters/x may use core/, the ports of scan/, itself and its own SDK. The meeting point is cli/.',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/' },
      to: {
        path: '^(adapters|bin|cli|scan|simulator)/',
        pathNot: ['^adapters/$1/', '^scan/(ports|store-port)[.]ts$'],
      },
    },
    {
      name: 'simulator-knows-no-patrol',
      comment:
        'The simulator is GitHub. If it knew what Patrol expects, the tests would agree with themselves.',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^(core|scan|adapters|cli|bin|lambda|lib)/' },
    },
    {
      name: 'simulator-is-for-the-demo',
      comment: 'Only `patrol demo` and the tests run against the simulator; a scan never does by itself.',
      severity: 'error',
      from: { path: '^(core|scan|adapters|bin|cli|lambda|lib)/', pathNot: '^cli/demo' },
      to: { path: '^simulator/' },
    },
    {
      name: 'command-line-knows-no-sdk',
      comment:
        'cli/ parses, calls and prints. Octokit, the AWS SDK, the Slack client and dynalite stay behind adapters/.',
      severity: 'error',
      from: { path: '^(cli|bin)/' },
      to: { path: '(^|/)node_modules/(@octokit|@aws-sdk|@slack|dynalite)/' },
    },
    {
      name: 'nothing-depends-on-an-entry-point',
      comment:
        'cli/, lambda/, lib/ and bin/ are where wiring ends; bin/ starts cli/ and lib/, and they do not meet.',
      severity: 'error',
      from: { path: '^([^/]+)/', pathNot: '^(bench|bin|test)/' },
      to: { path: '^(cli|bin|lambda|lib)/', pathNot: '^$1/' },
    },
    {
      name: 'two-files-know-middy',
      comment: 'lambda/handler.ts and request-handler.ts wrap every handler; another place could forget to.',
      severity: 'error',
      from: { pathNot: '^lambda/(request-)?handler[.]ts$' },
      to: { path: '(^|/)node_modules/@middy/', pathNot: '^node_modules/.*node_modules/' },
    },
    {
      name: 'production-ignores-tests',
      comment: 'Builders are for tests. If production needs one, it is not a builder.',
      severity: 'error',
      from: { pathNot: '^(bench|test)/' },
      to: { path: '^test/' },
    },
    {
      name: 'mutation-stands-alone',
      comment: 'mutation/ runs whatever tests it is given, and knows neither them nor what they test.',
      severity: 'error',
      from: { path: '^mutation/' },
      to: { path: '^(bench|bin|lib|lambda|cli|core|scan|adapters|simulator|test)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea, or a third that both need.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports it and it imports nothing: delete it.',
      severity: 'error',
      from: { orphan: true, pathNot: ['[.]config[.]', '[.]d[.]ts$', '^bench/empty-handler[.]ts$'] },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'The import points at nothing. A package must be in package.json (aws-lambda is types only).',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
