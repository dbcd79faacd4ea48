import { Option } from 'commander';
import type { OrgLogin } from '#core/credential.ts';
import { instantOf } from '#core/instant.ts';
import { type Verified, verifyChain } from '#scan/history/verify-chain.ts';
import { verifyExport } from '#scan/history/verify-export.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { readExport } from './export-file.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { lastScan } from './last-scan.ts';
import { type Format, parseFormat, parseOrg } from './options.ts';
import { print, textOptions } from './print.ts';
import { toJson } from './render/json.ts';
import { isIntact, verifyDocument, verifyText } from './render/verify-view.ts';
import { publicKeyOption, signatureCheck } from './signing.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { UsageError } from './usage-error.ts';

interface VerifyOptions {
  readonly org?: OrgLogin;
  readonly file?: string;
  readonly publicKey?: readonly string[];
  readonly store?: string;
  readonly format: Format;
}

const HELP = helpBlocks(
  "Each scan's record carries a SHA-256 over what it saw and decided and over the record before it. This computes all of them\nagain, from the oldest scan to the last, and names the first scan that does not fit and what differs. What retention let go is\ncalled pruned: its digest is kept. Whoever may write to the whole table may rewrite the whole chain, but not sign it: with\nPATROL_SIGNING_KEY every scan is signed, and --public-key checks that. Without, keep the last digest elsewhere.",
  examplesHelp([
    ['patrol verify --org acme', 'is what is remembered what was committed?'],
    ['patrol verify --org acme --format json', 'the same, for a script'],
    ['patrol verify --file acme.jsonl', 'an export, without the store and without a network'],
    ['patrol verify --org acme --public-key signing.der', 'was every scan signed by whoever has the key?'],
  ]),
  'Exit code 3: something was altered, or is missing.',
  `JSON: { schemaVersion, org, intact, scans: { count, first, last }, digest,\n  misfits: [{ scan, part, words }], damaged: [words], pruned: { snapshots, history },\n  signatures: { count, since, checked } }`,
);

/** `patrol verify`: recomputes the chain of digests. */
export function addVerify({ program, deps, run }: CommandContext): void {
  program
    .command('verify')
    .description('Compute the digests of all scans of an organisation again, and say what does not fit.')
    .addOption(new Option('--org <login>', 'the organisation, as it is stored').argParser(parseOrg))
    .addOption(new Option('--file <export>', 'a file that patrol export wrote, instead').conflicts('org'))
    .addOption(publicKeyOption())
    .addOption(storeOption())
    .addOption(new Option('--format <format>', 'text or json').argParser(parseFormat).default('text'))
    .addHelpText('after', HELP)
    .action((options: VerifyOptions) => run(() => verify(options, deps)));
}

async function verify(options: VerifyOptions, deps: Dependencies): Promise<ExitCode> {
  const verified = await recomputed(options, deps);
  const json = options.format === 'json';
  await print(deps, json ? toJson(verifyDocument(verified)) : verifyText(verified, textOptions(deps)));
  return isIntact(verified) ? EXIT.done : EXIT.incomplete;
}

async function recomputed(options: VerifyOptions, deps: Dependencies): Promise<Verified> {
  const { file, org, publicKey, store: place } = options;
  const { sha256, unpack } = deps;
  const check = await signatureCheck(publicKey, deps);
  if (file !== undefined) {
    return verifyExport(readExport(await deps.openFile(file), file), { check, sha256, unpack });
  }
  if (org === undefined) {
    throw new UsageError('Say what to verify: patrol verify --org LOGIN, or --file EXPORT.');
  }
  return withStore(await deps.openStore(storePlace(place, deps.env), 'read'), async (store) => {
    await lastScan(store, org);
    const verified = await verifyChain(store, org, { now: instantOf(deps.now()), sha256, check });
    if (verified === null) throw new RangeError(`The scans of ${org} went away while they were read.`);
    return verified;
  });
}
