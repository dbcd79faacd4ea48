import { inert } from '#core/inert.ts';
import { instantOf } from '#core/instant.ts';
import { lapsesIn } from '#core/policy/lapses.ts';
import type { PolicyFile } from '#core/policy/policy-file.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { policyInForce } from './policy-in-force.ts';
import { print, tell } from './print.ts';
import { counted } from './render/words.ts';
import { strangePermissionNotes } from './strange-permissions-note.ts';
import { ownersNote } from './told-by-policy.ts';
import { UsageError } from './usage-error.ts';

const HELP = helpBlocks(
  'Says everything that is wrong at once, each as FILE:LINE:COLUMN, on standard error; exit code 2 then. Runs the examples of rules of your own, and warns of what lapses within 14 days and of permissions that are not known. Asks GitHub nothing.',
  examplesHelp([
    ['patrol policy check', 'the policy a scan here would use'],
    ['patrol policy check patrol.yaml', 'this one, as a step of a pull request'],
  ]),
);

/** `patrol policy check`: is it right? */
export function addPolicyCheck({ program, deps, run }: CommandContext): void {
  program
    .command('check')
    .description('Say everything that is wrong with a policy, and where.')
    .argument('[file]', 'the policy (default: PATROL_POLICY, or ./patrol.yaml)')
    .addHelpText('after', HELP)
    .action((file: string | undefined) => run(() => check(file, deps)));
}

async function check(asked: string | undefined, deps: Dependencies): Promise<ExitCode> {
  const { source, file } = await policyInForce(asked, deps, { runExamples: true });
  if (source === null) {
    throw new UsageError('There is no ./patrol.yaml here to check. Name a file: patrol policy check FILE');
  }
  const right = `${inert(source)} is right. It speaks of ${subjectsOf(file).join(', ')}.`;
  await print(deps, `${[right, ...customRulesOf(file)].join(' ')}\n`);
  const note = ownersNote(file, deps.env.SLACK_BOT_TOKEN);
  if (note !== null) tell(deps, `patrol: ${inert(note)}\n`);
  const notes = [...lapsesIn(file, instantOf(deps.now())), ...strangePermissionNotes(file)];
  for (const each of notes) tell(deps, `patrol: ${inert(each)}\n`);
  return EXIT.done;
}

/** Rules and organisations always: that there is none of them is news to whoever wrote some. */
function subjectsOf({ baseline, enterprise, organisations, people, routes, waivers }: PolicyFile): string[] {
  const others: [number, string, string?][] = [
    [waivers?.length ?? 0, 'waiver'],
    [Object.keys(baseline ?? {}).length, 'baseline'],
    [routes?.length ?? 0, 'route'],
    [people?.length ?? 0, 'person', 'people'],
  ];
  return [
    counted(Object.keys(enterprise?.rules ?? {}).length, 'rule'),
    counted(Object.keys(organisations ?? {}).length, 'organisation'),
    ...others.flatMap(([count, one, many]) => (count === 0 ? [] : [counted(count, one, many)])),
  ];
}

function customRulesOf({ 'custom-rules': custom = [] }: PolicyFile): string[] {
  if (custom.length === 0) return [];
  const examples = custom.reduce((sum, rule) => sum + rule.examples.length, 0);
  return [`${counted(custom.length, 'rule')} of its own came out as ${counted(examples, 'example')} wanted.`];
}
