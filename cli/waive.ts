import { Argument, Option } from 'commander';
import { waiversText } from '#adapters/policy/stanza-text.ts';
import type { OrgLogin } from '#core/credential.ts';
import type { AppliedWaiver } from '#core/finding.ts';
import { inert } from '#core/inert.ts';
import { instantOf } from '#core/instant.ts';
import { readPolicyFile } from '#core/policy/policy-file.ts';
import { type WaiverWords, waiverStanza } from '#core/policy/waiver-stanza.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { expectAhead } from './expect-ahead.ts';
import { type FoundFinding, findFinding, parseFindingId, shortId } from './find-finding.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { parseOrg } from './options.ts';
import { print, tell } from './print.ts';
import { shortText } from './render/findings-summary.ts';
import { dayOf } from './render/words.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { UsageError } from './usage-error.ts';

interface WaiveOptions extends WaiverWords {
  readonly org?: OrgLogin;
  readonly store?: string;
}

const HELP = helpBlocks(
  'Writes to standard output and changes nothing. What is left out becomes a placeholder, which patrol policy check refuses.',
  examplesHelp([
    ['patrol findings --org acme', 'shows the id of each finding'],
    ['patrol waive 7a1f3c9d2b44', 'its stanza, to be filled in'],
    [
      'patrol waive 7a1f3c9d2b44 --until 2027-01-31 --reason "vendor cannot renew" --ticket SEC-12 --requested-by octocat --approved-by hubot',
      'all of it',
    ],
  ]),
);

/** `patrol waive`: the stanza that would excuse a finding. */
export function addWaive({ program, deps, run }: CommandContext): void {
  program
    .command('waive')
    .description('Write the waiver of a finding, ready for review, as it goes under waivers: in the policy.')
    .addArgument(new Argument('<finding>', 'its id, or the beginning of it').argParser(parseFindingId))
    .addOption(
      new Option('--org <login>', 'the organisation (default: all that were scanned)').argParser(parseOrg),
    )
    .option('--until <day>', 'the last day on which it excuses, as 2027-01-31; at most 180 days ahead')
    .option('--reason <text>', 'why this may stay as it is')
    .option('--ticket <text>', 'where it was discussed')
    .option('--requested-by <login>', 'who asks for it')
    .option('--approved-by <login>', 'who allows it: somebody else')
    .addOption(storeOption())
    .addHelpText('after', HELP)
    .action((id: string, options: WaiveOptions) => run(() => waive(id, options, deps)));
}

async function waive(id: string, options: WaiveOptions, deps: Dependencies): Promise<ExitCode> {
  const found = await withStore(
    await deps.openStore(storePlace(options.store, deps.env), 'read'),
    async (store) => findFinding(store, id, options.org),
  );
  expectUnresolved(found);
  expectRight(found, options, deps);
  const stanza = waiverStanza(found.org, found.finding, options);
  if (found.finding.waiver !== null) tell(deps, `patrol: ${already(found.finding.waiver)}\n`);
  await print(deps, `${about(found)}${waiversText([stanza]).split('\n').map(inert).join('\n')}`);
  return EXIT.done;
}

function expectUnresolved({ finding }: FoundFinding): void {
  if (finding.state !== 'resolved') return;
  const cause = finding.cause === null ? '' : ` (${finding.cause})`;
  throw new UsageError(`Finding ${shortId(finding.id)} is over${cause}: there is nothing to waive.`);
}

/** Of two waivers with one match, the second is an error. */
function already({ by, until }: AppliedWaiver): string {
  const waived = `It is waived until ${dayOf(until)} already`;
  switch (by) {
    case 'waiver':
      return `${waived}: if that waiver names the same credential, put this one in its place.`;
    case 'baseline':
      return `${waived}, by the baseline.`;
    default:
      return `${waived}.`;
  }
}

/** What was given must be right; in the place of what was not stands what surely is. */
function expectRight({ org, finding }: FoundFinding, given: WaiverWords, deps: Dependencies): void {
  const today = instantOf(deps.now());
  const standIns = { reason: '-', ticket: '-', requestedBy: '_', approvedBy: '__', until: dayOf(today) };
  const stanza = waiverStanza(org, finding, { ...standIns, ...given });
  const wrong = readPolicyFile({ version: 1, waivers: [stanza] }, today).issues.find(({ path }) => {
    // A rule of the policy's own is not in this one, and the finding knows what it is of.
    return !path.includes('rule') && !path.includes('match');
  });
  if (wrong !== undefined) throw new UsageError(`--${wrong.path.at(-1)} ${wrong.message}`);
  expectAhead('--until', given.until, today);
  const { owner } = finding.credential;
  if (owner !== null && owner.toLowerCase() === given.approvedBy?.toLowerCase()) {
    throw new UsageError(
      `--approved-by is ${given.approvedBy}, who owns what is to be excused: another person must approve.`,
    );
  }
}

/** A comment a reviewer reads: what is to be excused. */
function about({ finding }: FoundFinding): string {
  const { credential, message, severity } = finding;
  const owner = credential.owner === null ? '' : ` Owner: ${credential.owner}.`;
  return `  # ${severity}: ${shortText(message)}${inert(owner)}\n`;
}
