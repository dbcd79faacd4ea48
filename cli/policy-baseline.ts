import { Option } from 'commander';
import { sectionText } from '#adapters/policy/stanza-text.ts';
import type { OrgLogin } from '#core/credential.ts';
import { inert } from '#core/inert.ts';
import { instantOf } from '#core/instant.ts';
import { type BaselineWords, baselineStanza } from '#core/policy/baseline-stanza.ts';
import { readPolicyFile } from '#core/policy/policy-file.ts';
import { ofOneScan } from '#scan/history/of-one-scan.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { expectAhead } from './expect-ahead.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { lastScan } from './last-scan.ts';
import { parseOrg } from './options.ts';
import { print, tell } from './print.ts';
import { counted } from './render/words.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { UsageError } from './usage-error.ts';

interface BaselineOptions extends BaselineWords {
  readonly org: OrgLogin;
  readonly store?: string;
}

const HELP = helpBlocks(
  'For an organisation that switches Patrol on and has much to mend: what is open now is waived until one day, and only what is new is told. Writes the section baseline: of a policy to standard output and changes nothing.',
  examplesHelp([
    ['patrol policy baseline --org acme --until 2027-03-31 >> patrol.yaml', 'accept what is open now'],
    ['patrol policy check patrol.yaml', 'afterwards: is it right?'],
  ]),
);

/** `patrol policy baseline`: what is open now, accepted until one day. */
export function addPolicyBaseline({ program, deps, run }: CommandContext): void {
  program
    .command('baseline')
    .description('Write the section that accepts what is open now, until one day by which each must be gone.')
    .addOption(new Option('--org <login>', 'the organisation').argParser(parseOrg).makeOptionMandatory())
    .requiredOption('--until <day>', 'the last day, as 2027-03-31; at most 366 days ahead')
    .option('--reason <text>', 'why')
    .option('--approved-by <login>', 'who accepts it')
    .addOption(storeOption())
    .addHelpText('after', HELP)
    .action((options: BaselineOptions) => run(() => baseline(options, deps)));
}

async function baseline(options: BaselineOptions, deps: Dependencies): Promise<ExitCode> {
  expectRight(options, deps);
  const { record, findings } = await withStore(
    await deps.openStore(storePlace(options.store, deps.env), 'read'),
    (store) =>
      ofOneScan(store, options.org, async () => ({
        record: await lastScan(store, options.org),
        findings: await store.findings(options.org, ['open', 'waived']),
      })),
  );
  const open = findings.filter(({ state }) => state === 'open');
  const accepted = findings.filter(({ waiver }) => waiver?.by === 'baseline');
  const title = `# ${counted(open.length, 'finding')} of ${record.org}, open after the scan of ${record.id}.`;
  const text = sectionText('baseline', baselineStanza(record.org, open, options));
  await print(deps, `${title}\n${text.split('\n').map(inert).join('\n')}`);
  if (record.status === 'partial') {
    tell(deps, 'patrol: That scan was PARTIAL: what it could not see is not in here, and will be told.\n');
  }
  if (accepted.length > 0) {
    const are = accepted.length === 1 ? 'is' : 'are';
    tell(
      deps,
      `patrol: ${counted(accepted.length, 'finding')} of ${record.org} ${are} in a baseline already and ${are} not in this one: keep that one too, key by key.\n`,
    );
  }
  return EXIT.done;
}

/** What was given must be right before anything is read. */
function expectRight(options: BaselineOptions, deps: Dependencies): void {
  const section = baselineStanza(options.org, [], options);
  const today = instantOf(deps.now());
  const [first] = readPolicyFile({ version: 1, baseline: section }, today).issues;
  if (first !== undefined) throw new UsageError(`--${first.path.at(-1)} ${first.message}`);
  expectAhead('--until', options.until, today);
}
