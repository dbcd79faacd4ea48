import { policySchema } from '#core/policy/policy-schema.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { print } from './print.ts';
import { toJson } from './render/json.ts';

const HELP = helpBlocks(
  'Editors complete and check by it, with this as the first line of the policy:\n  # yaml-language-server: $schema=./patrol.schema.json',
  examplesHelp([['patrol policy schema > patrol.schema.json', 'the schema of this version of Patrol']]),
);

/** `patrol policy schema`: the form of a policy. */
export function addPolicySchema({ program, deps, run }: CommandContext): void {
  program
    .command('schema')
    .description('Print the JSON Schema of a policy.')
    .addHelpText('after', HELP)
    .action(() =>
      run(async () => {
        await print(deps, toJson(policySchema()));
        return EXIT.done;
      }),
    );
}
