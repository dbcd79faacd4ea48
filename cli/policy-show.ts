import { Option } from 'commander';
import { policyText } from '#adapters/policy/policy-text.ts';
import type { OrgLogin } from '#core/credential.ts';
import { inert } from '#core/inert.ts';
import { judgedRules } from '#core/policy/judged-rules.ts';
import { shownRules } from '#core/policy/shown-policy.ts';
import { writtenSections } from '#core/policy/written-sections.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { type Format, parseFormat, parseOrg } from './options.ts';
import { policyInForce, policyOption } from './policy-in-force.ts';
import { print } from './print.ts';
import { toJson } from './render/json.ts';
import { SCHEMA_VERSION } from './render/scan-json.ts';

interface ShowOptions {
  readonly org: OrgLogin;
  readonly policy?: string;
  readonly format: Format;
}

const HELP = helpBlocks(
  'Every rule with every setting, as a policy that can be read again; behind each setting, who said so: default, enterprise or the organisation. Asks GitHub nothing.',
  examplesHelp([
    ['patrol policy show --org acme', 'what a scan of acme is judged by'],
    ['patrol policy show --org acme --format json', 'the same, for a script'],
  ]),
  'JSON: { schemaVersion, org, policy, policyVersion, rules: [{ id, reason, settings: [{ key, value, from }], kinds: [{ kind, settings }] }], sections }',
);

/** `patrol policy show`: what holds in an organisation? */
export function addPolicyShow({ program, deps, run }: CommandContext): void {
  program
    .command('show')
    .description('Show what holds in an organisation, rule by rule, and who said so.')
    .addOption(new Option('--org <login>', 'the organisation').argParser(parseOrg).makeOptionMandatory())
    .addOption(policyOption())
    .addOption(new Option('--format <format>', 'text or json').argParser(parseFormat).default('text'))
    .addHelpText('after', HELP)
    .action((options: ShowOptions) => run(() => show(options, deps)));
}

async function show({ org, ...options }: ShowOptions, deps: Dependencies): Promise<ExitCode> {
  const { file, of, source } = await policyInForce(options.policy, deps);
  const policy = of(org);
  const custom = (file['custom-rules'] ?? []).map((rule) => ({ ...rule, options: {}, page: '' }));
  const rules = shownRules({ file, policy, org }, [...judgedRules({}), ...custom]);
  const sections = writtenSections(policy, file);
  if (options.format === 'json') {
    const policyVersion = policy.version;
    await print(
      deps,
      toJson({ schemaVersion: SCHEMA_VERSION, org, policy: source, policyVersion, rules, sections }),
    );
    return EXIT.done;
  }
  const title = `# What holds in ${org}, by ${source ?? 'the defaults'}. Behind each setting: who said so.`;
  const text = policyText({ rules, sections });
  await print(deps, `${[title, ...text.split('\n')].map(inert).join('\n')}`);
  return EXIT.done;
}
