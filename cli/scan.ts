import { Option } from 'commander';
import type { GitHubConnection } from '#adapters/github/connect.ts';
import type { OrgLogin } from '#core/credential.ts';
import { SEVERITIES } from '#core/finding.ts';
import { inert } from '#core/inert.ts';
import { type Instant, instantOf, secondsBetween } from '#core/instant.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import type { ExitCode, FailOn } from './exit-code.ts';
import { environmentHelp, examplesHelp, exitCodesHelp, helpBlocks } from './help-text.ts';
import { type Format, parseAt, parseFailOn, parseFormat, parseOrgs, parseWait } from './options.ts';
import { type Patience, withPatience } from './patience.ts';
import { policyInForce, policyOption } from './policy-in-force.ts';
import { tell } from './print.ts';
import { installedTargets, scanAll, type Targets } from './scan-all.ts';
import { whyNotScanned } from './scan-organisation.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { tellLate, tellNothingScanned } from './tell-late.ts';
import type { Means } from './tell-others.ts';
import { ownersNote } from './told-by-policy.ts';
import { UsageError } from './usage-error.ts';

interface ScanOptions {
  readonly org?: readonly OrgLogin[];
  readonly allOrganisations?: true;
  readonly policy?: string;
  readonly store?: string;
  readonly at?: Instant;
  readonly format: Format;
  readonly failOn: FailOn;
  readonly wait: number;
}

const DAY_SECONDS = 86_400;

const HELP = helpBlocks(
  'Reads everything, compares it with the scan before, judges it, remembers it, and prints what on-call would get.\nA source that could not be read whole makes the scan PARTIAL: what it lists is kept as last seen, and exit code 3 says so.\nThe same --at twice is the same scan: the second time nothing is read.\nA policy that is wrong ends the run before anything is read, with exit code 2.',
  examplesHelp([
    ['patrol scan --org acme', 'one organisation'],
    ['patrol scan --org acme beta --fail-on high', 'two, and exit with 1 when something loud is open'],
    [
      'patrol scan --all-organisations --format json > night.json',
      'every organisation the App is installed in',
    ],
  ]),
  environmentHelp,
  exitCodesHelp,
  'JSON: one organisation: { schemaVersion, scan, counts, changes, findings, resolved, waivers, undecided, scoped,\n  catalogueOutOfDate, alerts, undelivered, usage };\n  several: { schemaVersion, scans: [the same each, or { org, error }] }',
);

/** `patrol scan`: one night's run, now. */
export function addScan({ program, deps, run }: CommandContext): void {
  program
    .command('scan')
    .description('Scan organisations now: read, compare, judge, remember, tell.')
    .addOption(new Option('--org <login...>', 'organisations to scan').argParser(parseOrgs))
    .addOption(
      new Option('--all-organisations', 'every organisation the credential reaches').conflicts('org'),
    )
    .addOption(policyOption())
    .addOption(storeOption())
    .addOption(new Option('--at <instant>', 'name the scan by this time instead of now').argParser(parseAt))
    .addOption(new Option('--format <format>', 'text or json').argParser(parseFormat).default('text'))
    .addOption(
      new Option('--fail-on <severity>', `exit with 1 at ${SEVERITIES.join(', ')} or above, or never`)
        .argParser(parseFailOn)
        .default('never'),
    )
    .addOption(
      new Option(
        '--wait <seconds>',
        'how long to wait for another patrol to finish with the store or organisation',
      )
        .argParser(parseWait)
        .default(0),
    )
    .addHelpText('after', HELP)
    .action((options: ScanOptions) => run(() => scan(options, deps)));
}

async function scan(options: ScanOptions, deps: Dependencies): Promise<ExitCode> {
  const { allOrganisations, org, format, failOn } = options;
  if (org === undefined && allOrganisations === undefined) {
    throw new UsageError('Say which organisation: patrol scan --org LOGIN, or --all-organisations.');
  }
  const policy = await policyInForce(options.policy, deps);
  if (policy.source !== null) tell(deps, `patrol: Judging by ${inert(policy.source)}.\n`);
  const channels = await deps.openChannels(policy.file);
  const note = ownersNote(policy.file, deps.env.SLACK_BOT_TOKEN);
  if (note !== null) tell(deps, `patrol: ${inert(note)}\n`);
  const signer = await deps.openSigner();
  const connection = await deps.connect();
  const at = options.at ?? instantOf(deps.now());
  warnOfFuture(at, deps);
  const patience = patienceOf(options.wait, deps);
  const open = () => deps.openStore(storePlace(options.store, deps.env), 'write');
  return withStore(await withPatience(open, patience), async (store) => {
    const means = { connection, store, channels, signer, deps };
    const targets =
      org === undefined ? await listedTargets(at, means) : { orgs: org, missed: [], areListed: false };
    const exit = await scanAll(targets, { at, format, failOn, patience, policy }, means);
    if (targets.areListed) await tellLate(targets, at, means);
    return exit;
  });
}

async function listedTargets(
  at: Instant,
  means: Means & { readonly connection: GitHubConnection },
): Promise<Targets> {
  try {
    return await installedTargets(means.connection, means.deps);
  } catch (error) {
    await tellNothingScanned(error, { at, why: whyNotScanned(error, means.deps).failure }, means);
    throw error;
  }
}

function patienceOf(seconds: number, deps: Dependencies): Patience {
  return {
    seconds,
    now: deps.now,
    sleep: (milliseconds) => deps.sleep(milliseconds, deps.signal),
    waiting: () =>
      tell(deps, `patrol: Another patrol is at it; waiting up to ${seconds} s for it to finish.\n`),
  };
}

/** A scan named by a far day keeps every earlier one from being made: surely a slip. */
function warnOfFuture(at: Instant, deps: Dependencies): void {
  if (secondsBetween(instantOf(deps.now()), at) <= DAY_SECONDS) return;
  tell(
    deps,
    `patrol: --at ${at} lies ahead. Once it is committed, no scan for an earlier time can be made.\n`,
  );
}
