import { Command } from 'commander';
import { inert } from '#core/inert.ts';
import type { CommandContext } from './command-context.ts';
import { addDemo } from './demo.ts';
import type { Dependencies } from './dependencies.ts';
import { addDiff } from './diff.ts';
import { addDoctor } from './doctor.ts';
import { addExplain } from './explain.ts';
import { addExport } from './export.ts';
import { addFindings } from './findings.ts';
import { environmentHelp, examplesHelp, exitCodesHelp, helpBlocks } from './help-text.ts';
import { addImportKey } from './import-key.ts';
import { addInventory } from './inventory.ts';
import { addOwner } from './owner.ts';
import { addPlan } from './plan.ts';
import { addPolicy } from './policy.ts';
import { addPresses } from './press.ts';
import { tell } from './print.ts';
import { addScan } from './scan.ts';
import { addTimeline } from './timeline.ts';
import { addVerify } from './verify.ts';
import { addWaive } from './waive.ts';

const COMMANDS = [
  addScan,
  addFindings,
  addExplain,
  addInventory,
  addOwner,
  addTimeline,
  addDiff,
  addVerify,
  addExport,
  addPlan,
  addPolicy,
  addPresses,
  addWaive,
  addDoctor,
  addImportKey,
  addDemo,
];

const HELP = helpBlocks(
  examplesHelp([
    ['patrol demo', 'see it work, on a simulated enterprise'],
    ['patrol doctor --org acme', 'is it set up, and would it see everything?'],
    ['patrol scan --org acme', 'read everything, remember it, say what is wrong'],
    ['patrol findings --org acme', 'what is open, the loudest first'],
    ['patrol owner octocat', 'everything one person has, everywhere'],
    ['patrol timeline fine-grained-token:101001 --org acme', 'the life of one token'],
    ['patrol plan --org acme', 'the way off classic tokens'],
    ['patrol verify --org acme', 'is what is remembered what was committed?'],
  ]),
  environmentHelp,
  exitCodesHelp,
  'Patrol only reads at GitHub. Each command has its own --help.',
);

/** The command line as Commander knows it: it throws instead of leaving the process, and prints where it is told. */
export function createProgram(deps: Dependencies, run: CommandContext['run']): Command {
  const program = new Command('patrol')
    .description(
      'The night watch over everything that can speak to a GitHub organisation in place of a person:\ntokens, keys, Apps. It reads them, remembers them, and says what will break and whose it is.',
    )
    .version(deps.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => deps.stdout.write(text),
      writeErr: (text) => tell(deps, text),
      getOutHelpWidth: () => deps.stdout.columns ?? 100,
      getErrHelpWidth: () => deps.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, write) => write(`${inLines(text).replace(/^error: /, 'patrol: ')}\n`),
    });
  for (const add of COMMANDS) add({ program, deps, run });
  return program;
}

/** Commander quotes what was typed. */
function inLines(text: string): string {
  return text.trimEnd().split('\n').map(inert).join('\n');
}
