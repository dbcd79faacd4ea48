import { Option } from 'commander';
import type { OrgLogin } from '#core/credential.ts';
import { instantOf } from '#core/instant.ts';
import { ofOwner, planOf } from '#core/plan/plan.ts';
import { optionsFor, settingsOf } from '#core/policy/rule-settings.ts';
import { classicReplaceable } from '#core/rules/classic-replaceable.ts';
import { alsoIn } from '#scan/also-in.ts';
import { readSnapshot } from '#scan/history/read-snapshot.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { type ExitCode, exitAfterReading } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { lastScan } from './last-scan.ts';
import { type PlanFormat, parseLogin, parseOrg, parsePlanFormat } from './options.ts';
import { policyInForce, policyOption } from './policy-in-force.ts';
import { print, textOptions } from './print.ts';
import { toJson } from './render/json.ts';
import { planDocument } from './render/plan-document.ts';
import { planMarkdown } from './render/plan-markdown.ts';
import { planText } from './render/plan-text.ts';
import type { PlanView } from './render/plan-words.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { tellDamaged } from './tell-damaged.ts';

interface PlanOptions {
  readonly org: OrgLogin;
  readonly owner?: string;
  readonly policy?: string;
  readonly store?: string;
  readonly format: PlanFormat;
}

const HELP = helpBlocks(
  'Of every classic token that the last scan saw: what takes its place, with which permissions at most, or why it must stay; in the order to take them. Reads the store only and asks GitHub nothing.',
  examplesHelp([
    ['patrol plan --org acme', 'all of them, the ones to begin with first'],
    ['patrol plan --org acme --format markdown > plan.md', 'a checklist for each owner'],
    ['patrol plan --org acme --owner octocat --format markdown', 'what to send to octocat'],
  ]),
  `JSON: { schemaVersion, scan, owner, counts: { total, delete, fine-grained-token, github-app, part, cannot-tell, stay },\n  steps: [{ credential, severity, expiresAt, lastUsedAt, scopes, way, because, make, stays, notes, unless }],\n  owners: [{ owner, tokens, toMake, existing, tooMany }], untold: [words], damaged: [words] }\nA total of null is "not visible here", which is not 0.`,
);

/** `patrol plan`: the way off classic tokens. */
export function addPlan({ program, deps, run }: CommandContext): void {
  program
    .command('plan')
    .description('Plan the way off classic tokens: what takes the place of each, and in which order.')
    .addOption(new Option('--org <login>', 'the organisation').argParser(parseOrg).makeOptionMandatory())
    .addOption(new Option('--owner <login>', 'of this owner only').argParser(parseLogin))
    .addOption(policyOption())
    .addOption(storeOption())
    .addOption(
      new Option('--format <format>', 'text, markdown or json').argParser(parsePlanFormat).default('text'),
    )
    .addHelpText('after', HELP)
    .action((options: PlanOptions) => run(() => plan(options, deps)));
}

async function plan(options: PlanOptions, deps: Dependencies): Promise<ExitCode> {
  const inForce = await policyInForce(options.policy, deps);
  const view: PlanView = await withStore(
    await deps.openStore(storePlace(options.store, deps.env), 'read'),
    async (store) => {
      const record = await lastScan(store, options.org);
      const { damaged, snapshot } = await readSnapshot(store, record, instantOf(deps.now()));
      const settings = settingsOf(inForce.of(record.org), classicReplaceable);
      const whole = planOf({
        org: record.org,
        now: record.id,
        current: snapshot,
        readings: record.sources,
        alsoIn: await alsoIn(store, record.org, snapshot),
        inUseWithinDays: Number(optionsFor(classicReplaceable, settings, 'classic-token')['inUseWithinDays']),
      });
      const owner = options.owner ?? null;
      return { record, owner, damaged, ...(owner === null ? whole : ofOwner(whole, owner)) };
    },
  );
  tellDamaged(view.damaged, deps);
  await print(deps, rendered(view, options.format, deps));
  return exitAfterReading(view.damaged);
}

function rendered(view: PlanView, format: PlanFormat, deps: Dependencies): string {
  switch (format) {
    case 'json':
      return toJson(planDocument(view));
    case 'markdown':
      return planMarkdown(view);
    case 'text':
      return planText(view, textOptions(deps));
    default:
      return format satisfies never;
  }
}
