import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Option } from 'commander';
import type { CommandContext } from './command-context.ts';
import { FOLDER, MARK } from './demo-folder.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { UsageError } from './usage-error.ts';

const HELP = helpBlocks(
  'A GitHub is started on this machine with three organisations that live their lives; Patrol scans them over\n' +
    'HTTP, as it would the real one, night after night. Nothing leaves this machine.',
  examplesHelp([
    ['patrol demo', 'a month of nights'],
    [`patrol findings --org acme --store ./${FOLDER}`, 'afterwards: what is open now'],
    [`patrol inventory --org acme --store ./${FOLDER}`, 'afterwards: everything it remembers'],
  ]),
);

/** `patrol demo`: a month of nights in a simulated enterprise. */
export function addDemo({ program, deps, run }: CommandContext): void {
  program
    .command('demo')
    .description('Watch a simulated enterprise for a month of nights, and what Patrol says of it.')
    .addOption(
      new Option('--store <folder>', 'where to keep what it remembers')
        .default(`./${FOLDER}`)
        .argParser(freshFolder),
    )
    .addHelpText('after', HELP)
    .action(({ store }: { store: string }) =>
      run(async () => {
        const { demo } = await import('./demo-run.ts');
        return demo(store, deps);
      }),
    );
}

function freshFolder(folder: string): string {
  if (existsSync(folder) && !existsSync(join(folder, MARK))) {
    throw new UsageError(
      `${folder} is there already and was not made by the demo. Name another folder with --store.`,
    );
  }
  return folder;
}
