import { Option } from 'commander';
import type { OrgLogin } from '#core/credential.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { githubChecks, nodeCheck, storeCheck } from './doctor-checks.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { environmentHelp, examplesHelp, helpBlocks } from './help-text.ts';
import { parseOrgs } from './options.ts';
import { print, textOptions } from './print.ts';
import { checksText } from './render/checks-text.ts';
import { storeOption, storePlace } from './store-place.ts';

interface DoctorOptions {
  readonly org?: readonly OrgLogin[];
  readonly store?: string;
}

const HELP = helpBlocks(
  'Looks at Node.js, the settings, the sign-in, the store, and what the credential may read in each organisation.\nChanges nothing, and reads one page at most of anything.',
  examplesHelp([
    ['patrol doctor', 'is it set up, and which organisations does it reach?'],
    ['patrol doctor --org acme', 'would a scan of acme see everything?'],
  ]),
  environmentHelp,
  'Exit codes:\n  0 all is well    2 something keeps a scan from running    3 a scan would be PARTIAL',
);

/** `patrol doctor`: would a scan work, and would it see everything? */
export function addDoctor({ program, deps, run }: CommandContext): void {
  program
    .command('doctor')
    .description('Check settings, sign-in, store and permissions, and say what to mend.')
    .addOption(
      new Option('--org <login...>', 'organisations to look at (default: all it reaches)').argParser(
        parseOrgs,
      ),
    )
    .addOption(storeOption())
    .addHelpText('after', HELP)
    .action((options: DoctorOptions) => run(() => doctor(options, deps)));
}

async function doctor(options: DoctorOptions, deps: Dependencies): Promise<ExitCode> {
  const here = [nodeCheck(deps), await storeCheck(storePlace(options.store, deps.env), deps)];
  const there = await githubChecks(options.org, deps);
  await print(deps, checksText([...here, ...there.checks], textOptions(deps)));
  return here.some(({ verdict }) => verdict === 'problem') ? EXIT.wrong : there.exit;
}
