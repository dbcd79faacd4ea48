import { Option } from 'commander';
import type { OrgLogin } from '#core/credential.ts';
import { type Finding, type FindingState, SEVERITIES, type Severity } from '#core/finding.ts';
import { loudestFirst } from '#core/finding-order.ts';
import { inert } from '#core/inert.ts';
import { type Instant, instantOf } from '#core/instant.ts';
import { findingsAsOf } from '#scan/history/findings-as-of.ts';
import { ofOneScan } from '#scan/history/of-one-scan.ts';
import type { Store } from '#scan/store-port.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import {
  type Format,
  parseFormat,
  parseOrg,
  parseRule,
  parseSeverity,
  parseState,
  RULES,
  STATES,
} from './options.ts';
import { print, textOptions } from './print.ts';
import { findingsDocument, findingsText } from './render/findings-view.ts';
import { toJson } from './render/json.ts';
import { listed } from './render/words.ts';
import { asOfOption, scanInForce } from './scan-in-force.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { suggest } from './suggest.ts';
import { UsageError } from './usage-error.ts';

interface FindingsOptions {
  readonly org: OrgLogin;
  readonly state: FindingState;
  readonly rule?: string;
  readonly severity?: Severity;
  readonly asOf?: Instant;
  readonly store?: string;
  readonly format: Format;
}

const HELP = helpBlocks(
  'Reads the store only and asks GitHub nothing.',
  examplesHelp([
    ['patrol findings --org acme', 'what is open, the loudest first'],
    ['patrol findings --org acme --severity critical', 'only what is critical'],
    ['patrol findings --org acme --state resolved --format json', 'what is over and why, for a script'],
    ['patrol findings --org acme --as-of 2026-11-03T12:00:00Z', 'what was open at noon of 3 November'],
  ]),
  `JSON: { schemaVersion, asOf, scan: { id, org, status, sources … },\n  findings: [{ id, rule, severity, state, tier, credential, message, remedy, since, resolvedAt, cause,\n    pressed: [{ press, by, at, until }], since the scan }] }`,
);

/** `patrol findings`: what is wrong, or was. */
export function addFindings({ program, deps, run }: CommandContext): void {
  program
    .command('findings')
    .description('List findings of an organisation, the loudest first.')
    .addOption(new Option('--org <login>', 'the organisation').argParser(parseOrg).makeOptionMandatory())
    .addOption(new Option('--state <state>', STATES.join(', ')).argParser(parseState).default('open'))
    .addOption(
      new Option('--rule <rule>', `of one rule only: ${RULES.join(', ')}, or one of the policy`).argParser(
        parseRule,
      ),
    )
    .addOption(
      new Option('--severity <severity>', `exactly this: ${SEVERITIES.join(', ')}`).argParser(parseSeverity),
    )
    .addOption(asOfOption())
    .addOption(storeOption())
    .addOption(new Option('--format <format>', 'text or json').argParser(parseFormat).default('text'))
    .addHelpText('after', HELP)
    .action((options: FindingsOptions) => run(() => findings(options, deps)));
}

async function findings(options: FindingsOptions, deps: Dependencies): Promise<ExitCode> {
  const { asOf, org, state } = options;
  const view = await withStore(
    await deps.openStore(storePlace(options.store, deps.env), 'read'),
    async (store) => {
      await ruleMustBeKnown(store, options);
      return ofOneScan(store, org, async () => {
        const record = await scanInForce(store, org, { asOf, now: instantOf(deps.now()) });
        const known = await knownFindings(store, options, record.id);
        const wanted = known.filter((finding) => isWanted(finding, options));
        // What was pressed has no part in the past, as the scans made it.
        const presses = asOf === undefined ? await store.presses(org) : [];
        return { record, state, asOf: asOf ?? null, findings: loudestFirst(wanted), presses };
      });
    },
  );
  const json = options.format === 'json';
  await print(deps, json ? toJson(findingsDocument(view)) : findingsText(view, textOptions(deps)));
  return EXIT.done;
}

/** A rule of a policy is known by its findings; a slip must not look like good news. */
async function ruleMustBeKnown(store: Store, { org, rule }: FindingsOptions): Promise<void> {
  if (rule === undefined || RULES.includes(rule)) return;
  const seen = (await store.findings(org, STATES)).map((finding) => finding.rule);
  const known = [...new Set([...RULES, ...seen])];
  if (known.includes(rule)) return;
  const nearest = suggest(rule, known);
  const meant = nearest === null ? '' : ` Did you mean ${nearest}?`;
  throw new UsageError(`No rule is called "${inert(rule)}".${meant} There are ${listed(known.toSorted())}.`);
}

async function knownFindings(
  store: Store,
  { asOf, org, state }: FindingsOptions,
  scan: Instant,
): Promise<readonly Finding[]> {
  return asOf === undefined ? store.findings(org, [state]) : findingsAsOf(store, org, scan);
}

function isWanted(finding: Finding, { rule, severity, state }: FindingsOptions): boolean {
  return (
    finding.state === state &&
    (rule === undefined || finding.rule === rule) &&
    (severity === undefined || finding.severity === severity)
  );
}
