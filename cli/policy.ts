import type { CommandContext } from './command-context.ts';
import { helpBlocks } from './help-text.ts';
import { addPolicyBaseline } from './policy-baseline.ts';
import { addPolicyCheck } from './policy-check.ts';
import { addPolicySchema } from './policy-schema.ts';
import { addPolicyShow } from './policy-show.ts';
import { addPolicyWhatIf } from './policy-what-if.ts';

const HELP = helpBlocks(
  'A policy is one YAML file: limits for the enterprise, stricter ones for an organisation, waivers, rules of your own.\ndocs/policy.md describes it; docs/patrol.example.yaml is one to start from. Without a file every rule has its defaults.',
);

/** `patrol policy …`: what is judged by. */
export function addPolicy({ program, ...context }: CommandContext): void {
  const policy = program
    .command('policy')
    .description('Check, show and plan the policy that scans judge by.')
    .helpCommand(false)
    .addHelpText('after', HELP);
  for (const add of [addPolicyCheck, addPolicyShow, addPolicySchema, addPolicyWhatIf, addPolicyBaseline])
    add({ program: policy, ...context });
}
