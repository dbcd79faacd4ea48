import { Argument, Option } from 'commander';
import type { OrgLogin } from '#core/credential.ts';
import { inert } from '#core/inert.ts';
import { instantOf } from '#core/instant.ts';
import { type Person, type Press, personOfLogin } from '#core/people.ts';
import { pressedWords } from '#core/press-button.ts';
import { takePress } from '#scan/take-press.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { findFinding, parseFindingId, shortId } from './find-finding.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { parseOrg } from './options.ts';
import { policyInForce, policyOption } from './policy-in-force.ts';
import { print } from './print.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { UsageError } from './usage-error.ts';

interface PressOptions {
  readonly by?: string;
  readonly org?: OrgLogin;
  readonly policy?: string;
  readonly store?: string;
}

/** What each does, as under a message in Slack. */
const COMMANDS: readonly { readonly press: Press; readonly description: string; readonly means: string }[] = [
  {
    press: 'acknowledge',
    description: 'Say that somebody deals with a finding: no more reminders of it.',
    means: 'It holds until the finding gets more urgent (the next threshold, or more severe).',
  },
  {
    press: 'snooze',
    description: 'Excuse a finding for seven days.',
    means:
      'Nobody is told of it until the end of the last day, unless it gets more severe. Not by its owner, and not for\nmore than half a year on end: patrol waive is for that.',
  },
];

/** `patrol acknowledge` and `patrol snooze`: the buttons of a message in Slack, for whoever sits at a terminal. */
export function addPresses({ program, deps, run }: CommandContext): void {
  for (const { press, description, means } of COMMANDS) {
    program
      .command(press)
      .description(description)
      .addArgument(new Argument('<finding>', 'its id, or the beginning of it').argParser(parseFindingId))
      .option('--by <login>', 'who you are at GitHub: somebody whom people in the policy lets do this')
      .addOption(
        new Option('--org <login>', 'the organisation (default: all that were scanned)').argParser(parseOrg),
      )
      .addOption(policyOption())
      .addOption(storeOption())
      .addHelpText('after', helpFor(press, means))
      .action((id: string, options: PressOptions) => run(() => pressAt(press, id, options, deps)));
  }
}

function helpFor(press: Press, means: string): string {
  return helpBlocks(
    `${means}\nIt is noted at once and in force from the next scan on; twice is once. The policy says who may, under people.`,
    examplesHelp([
      ['patrol findings --org acme', 'shows the id of each finding'],
      [`patrol ${press} 7a1f3c9d2b44 --by octocat --policy patrol.yaml`, 'as octocat'],
    ]),
  );
}

async function pressAt(
  press: Press,
  id: string,
  options: PressOptions,
  deps: Dependencies,
): Promise<ExitCode> {
  const { file } = await policyInForce(options.policy, deps);
  const person = whoPresses(press, options, file.people ?? []);
  const place = storePlace(options.store, deps.env);
  await withStore(await deps.openStore(place, 'read'), async (store) => {
    const { finding, org } = await findFinding(store, id, options.org);
    const at = instantOf(deps.now());
    const outcome = await takePress({ org, finding: finding.id, press, person, at }, store);
    if (outcome.kind === 'refused') throw new UsageError(outcome.why);
    const { again, pressed } = outcome;
    const head = await store.head(org);
    const since =
      head === null || pressed.at > head.id ? `in force from the next scan of ${org}` : 'in force';
    const words = `${again ? 'was' : 'is'} ${pressedWords(pressed)}${again ? ' already' : ''}; ${since}.`;
    await print(deps, `${inert(`Finding ${shortId(finding.id)} ${words}`)}\n`);
  });
  return EXIT.done;
}

function whoPresses(press: Press, { by }: PressOptions, people: readonly Person[]): Person {
  const may = people.filter((person) => person.may.includes(press)).map(({ login }) => login);
  const who =
    may.length === 0
      ? 'Nobody may: a policy says who, under people (docs/policy.md), and --policy which.'
      : `Who may: ${may.slice(0, 10).join(', ')}.`;
  if (by === undefined)
    throw new UsageError(`Say who you are: patrol ${press} FINDING --by LOGIN. ${inert(who)}`);
  const person = personOfLogin(people, by);
  if (person === null) throw new UsageError(inert(`The policy does not know ${by}. ${who}`));
  return person;
}
