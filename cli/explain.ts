import { Argument, Option } from 'commander';
import { keyOf, type OrgLogin } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import { inert } from '#core/inert.ts';
import { addressesByLogin, type OwnerAddress } from '#core/owner-address.ts';
import { ofOneScan } from '#scan/history/of-one-scan.ts';
import type { Store } from '#scan/store-port.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { lastScan } from './last-scan.ts';
import { type Format, parseFormat, parseOrg } from './options.ts';
import { print, textOptions } from './print.ts';
import { explainDocument, explainText } from './render/explain-view.ts';
import { toJson } from './render/json.ts';
import { counted } from './render/words.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { UsageError } from './usage-error.ts';

interface ExplainOptions {
  readonly org: OrgLogin;
  readonly store?: string;
  readonly format: Format;
}

const HELP = helpBlocks(
  "Reads the store only and asks GitHub nothing. FINDING is the beginning of a finding's id, as messages and\n`patrol findings --format json` have it, or KIND:ID of a credential: then all of its findings.",
  examplesHelp([
    ['patrol explain 7a1f2233aabb --org acme', 'one finding'],
    ['patrol explain fine-grained-token:101001 --org acme', 'everything that was found of one token'],
  ]),
  'JSON: { schemaVersion, explained: [{ finding, life: [{ at, kind, severity, tier, state }],\n  said: [{ channel, at, reason, severity, tier }], pressed: [{ press, by, at, until }], lookedUp: { at, slack, why } | null,\n  lastScan: { id, status, decisions: [{ channel, reason, detail }] } }] }',
);

/** `patrol explain`: what was seen of a finding, what was said where, and why not tonight. */
export function addExplain({ program, deps, run }: CommandContext): void {
  program
    .command('explain')
    .description('Tell the life of a finding: what was seen, what was said where, and why not tonight.')
    .addArgument(new Argument('<finding>', "the beginning of its id, or a credential's KIND:ID"))
    .addOption(new Option('--org <login>', 'the organisation').argParser(parseOrg).makeOptionMandatory())
    .addOption(storeOption())
    .addOption(new Option('--format <format>', 'text or json').argParser(parseFormat).default('text'))
    .addHelpText('after', HELP)
    .action((asked: string, options: ExplainOptions) => run(() => explain(asked, options, deps)));
}

async function explain(asked: string, options: ExplainOptions, deps: Dependencies): Promise<ExitCode> {
  const { org } = options;
  const explained = await withStore(
    await deps.openStore(storePlace(options.store, deps.env), 'read'),
    (store) =>
      ofOneScan(store, org, async () => {
        const record = await lastScan(store, org);
        const found = await findingsNamed(asked, org, store);
        return Promise.all(
          found.map(async (finding) => ({
            finding,
            record,
            steps: await store.findingLife(org, finding.id, record.id),
            deliveries: await store.saidOf(org, finding.id),
            presses: await store.presses(org, finding.id),
            address: addressOfOwner(finding, await store.ownerAddresses(org)),
          })),
        );
      }),
  );
  const json = options.format === 'json';
  await print(deps, json ? toJson(explainDocument(explained)) : explainText(explained, textOptions(deps)));
  return EXIT.done;
}

function addressOfOwner({ credential }: Finding, addresses: readonly OwnerAddress[]): OwnerAddress | null {
  if (credential.owner === null) return null;
  return addressesByLogin(addresses).get(credential.owner.toLowerCase()) ?? null;
}

const SHORTEST = 6;

/** @throws {UsageError} when it names none, or more than one finding without being a credential. */
async function findingsNamed(asked: string, org: OrgLogin, store: Store): Promise<readonly Finding[]> {
  const all = await store.findings(org, ['open', 'waived', 'resolved']);
  const list = `patrol findings --org ${org} --format json`;
  if (asked.includes(':')) {
    const found = all.filter(({ credential }) => keyOf(credential) === asked);
    if (found.length > 0) return found;
    throw new UsageError(`Nothing was ever found of ${inert(asked)} in ${org}. What was: ${list}`);
  }
  if (!new RegExp(`^[0-9a-f]{${SHORTEST},64}$`).test(asked)) {
    throw new UsageError(
      `"${inert(asked)}" is neither the beginning of a finding's id (${SHORTEST} to 64 hexadecimal digits) nor KIND:ID of a credential. The ids: ${list}`,
    );
  }
  const found = all.filter(({ id }) => id.startsWith(asked));
  if (found.length === 1) return found;
  throw new UsageError(
    found.length === 0
      ? `There is no finding ${asked} in ${org}. The ids: ${list}`
      : `${asked} is the beginning of ${counted(found.length, 'finding')}. Write more digits of it: ${list}`,
  );
}
