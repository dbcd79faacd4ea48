import { Argument, InvalidArgumentError, Option } from 'commander';
import { type ItemKey, keyOf, type OrgLogin } from '#core/credential.ts';
import { clip, inert } from '#core/inert.ts';
import { ofOneScan } from '#scan/history/of-one-scan.ts';
import { readTimeline } from '#scan/history/read-timeline.ts';
import type { CommandContext } from './command-context.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { examplesHelp, helpBlocks } from './help-text.ts';
import { lastScan } from './last-scan.ts';
import { type Format, parseFormat, parseKind, parseOrg } from './options.ts';
import { print, textOptions } from './print.ts';
import { toJson } from './render/json.ts';
import { timelineDocument, timelineText } from './render/timeline-view.ts';
import { storeOption, storePlace, withStore } from './store-place.ts';
import { UsageError } from './usage-error.ts';

interface TimelineOptions {
  readonly org: OrgLogin;
  readonly store?: string;
  readonly format: Format;
}

const HELP = helpBlocks(
  'Reads the store only and asks GitHub nothing. KIND:ID is what every list shows, such as fine-grained-token:101001.\nA change found by a scan happened after the scan before it. GitHub does not say why a thing is gone: past its day it\nexpired; revoked, deleted and uninstalled look alike.',
  examplesHelp([
    ['patrol timeline fine-grained-token:101001 --org acme', 'the life of one token, field by field'],
    [
      'patrol timeline person:583231 --org acme --format json',
      'when somebody came, rose and left, for a script',
    ],
  ]),
  `JSON: { schemaVersion, org, credential, upTo, entries: [{ at, after, what: appeared | changed | gone | finding | alert, … }],\n  pressed: [{ finding, press, by, at, until }], since that scan }`,
);

/** `patrol timeline`: the life of one credential, request or person. */
export function addTimeline({ program, deps, run }: CommandContext): void {
  program
    .command('timeline')
    .description('Tell the life of one credential, request or person, from when it was first seen.')
    .addArgument(new Argument('<kind:id>', 'which').argParser(parseKey))
    .addOption(new Option('--org <login>', 'the organisation').argParser(parseOrg).makeOptionMandatory())
    .addOption(storeOption())
    .addOption(new Option('--format <format>', 'text or json').argParser(parseFormat).default('text'))
    .addHelpText('after', HELP)
    .action((key: ItemKey, options: TimelineOptions) => run(() => timeline(key, options, deps)));
}

async function timeline(key: ItemKey, options: TimelineOptions, deps: Dependencies): Promise<ExitCode> {
  const view = await withStore(
    await deps.openStore(storePlace(options.store, deps.env), 'read'),
    async (store) => {
      const { last, ...known } = await ofOneScan(store, options.org, async () => {
        const head = await lastScan(store, options.org);
        const presses = (await store.presses(options.org)).filter(({ credential }) => credential === key);
        const findings = presses.length === 0 ? [] : await store.findingsAbout(options.org, key);
        return { record: head, ...(await readTimeline(store, head, key)), presses, findings };
      });
      if (last === null) {
        throw new UsageError(
          `${known.record.org} has no ${inert(key)} up to scan ${known.record.id}, and had none in what is kept. To see what there is: patrol inventory --org ${known.record.org}`,
        );
      }
      return { ...known, key, last };
    },
  );
  const json = options.format === 'json';
  await print(deps, json ? toJson(timelineDocument(view)) : timelineText(view, textOptions(deps)));
  return EXIT.done;
}

function parseKey(value: string): ItemKey {
  const [, kind, id] = /^([^:]*):(.+)$/s.exec(value) ?? [];
  if (kind === undefined || id === undefined) {
    throw new InvalidArgumentError(
      `"${clip(inert(value), 40)}" is no kind and id. Write both, such as fine-grained-token:101001.`,
    );
  }
  return keyOf({ kind: parseKind(kind), id });
}
