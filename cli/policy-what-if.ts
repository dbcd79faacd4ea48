import { Option } from 'commander';
import { sha256 } from '#adapters/engine/sha256.ts';
import type { OrgLogin } from '#core/credential.ts';
import { inert } from '#core/inert.ts';
import { ofOneScan } from '#scan/history/of-one-scan.ts';
import { whatIf } from '#scan/what-if.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { type ExitCode, exitAfterReading } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { lastScan } from './last-scan.ts';
import { type Format, parseFormat, parseOrg } from './options.ts';
import { policyInForce, policyOption } from './policy-in-force.ts';
import { print, tell, textOptions } from './print.ts';
import { toJson } from './render/json.ts';
import { whatIfDocument, whatIfText } from './render/what-if-view.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { strangeOrganisations } from './strange-organisations.ts';

interface WhatIfOptions {
  readonly org: OrgLogin;
  readonly policy?: string;
  readonly store?: string;
  readonly format: Format;
}

const HELP = helpBlocks(
  'Judges the snapshot of the last scan once more, by this policy. Asks GitHub nothing, writes nothing, tells nobody.',
  examplesHelp([
    ['patrol policy what-if --policy next.yaml --org acme', 'what a change would do, before it is merged'],
    ['patrol policy what-if --policy next.yaml --org acme --format json', 'the same, for a pull request'],
  ]),
  'JSON: { schemaVersion, scan, policy, policyVersion, counts: { STEP: n }, waivers: { notes }, undecided: [{ rule, count, missing }], steps: [{ step, finding }] }',
);

/** `patrol policy what-if`: what would another policy change? */
export function addPolicyWhatIf({ program, deps, run }: CommandContext): void {
  program
    .command('what-if')
    .description('Say what another policy would open, waive, resolve and make louder, from the last scan.')
    .addOption(new Option('--org <login>', 'the organisation').argParser(parseOrg).makeOptionMandatory())
    .addOption(policyOption())
    .addOption(storeOption())
    .addOption(new Option('--format <format>', 'text or json').argParser(parseFormat).default('text'))
    .addHelpText('after', HELP)
    .action((options: WhatIfOptions) => run(() => suppose(options, deps)));
}

async function suppose(
  { org, store: place, ...options }: WhatIfOptions,
  deps: Dependencies,
): Promise<ExitCode> {
  const inForce = await policyInForce(options.policy, deps);
  const warnings: string[] = [];
  const view = await withStore(await deps.openStore(storePlace(place, deps.env), 'read'), (store) =>
    ofOneScan(store, org, async () => {
      const record = await lastScan(store, org);
      const policy = inForce.of(record.org);
      warnings.length = 0;
      const warning = (words: string) => warnings.push(words);
      const supposed = await whatIf({ store, record, policy, sha256, warning });
      const strange = strangeOrganisations(inForce.file, await store.organisations());
      return { record, source: inForce.source, policy, supposed, strange, place: store.place };
    }),
  );
  for (const words of warnings) tell(deps, `patrol: ${inert(words)}\n`);
  for (const { login, where, nearest } of view.strange) {
    const meant = nearest === null ? '' : ` Did you mean ${nearest}?`;
    tell(
      deps,
      `patrol: ${inert(`${where} names ${login}, of which ${view.place} holds no scan.${meant}`)}\n`,
    );
  }
  const json = options.format === 'json';
  await print(deps, json ? toJson(whatIfDocument(view)) : whatIfText(view, textOptions(deps)));
  return exitAfterReading(warnings);
}
