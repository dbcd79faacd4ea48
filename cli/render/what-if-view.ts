import type { FindingTransition, TransitionKind } from '#core/finding.ts';
import { loudestFirst } from '#core/finding-order.ts';
import { inert } from '#core/inert.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { Supposed } from '#scan/what-if.ts';
import { findingLines } from './findings-summary.ts';
import { holesList } from './holes.ts';
import { findingJson, SCHEMA_VERSION, scanHeader } from './scan-json.ts';
import type { TextOptions } from './scan-text.ts';
import { undecidedList } from './undecided-list.ts';
import { waiversToMend } from './waivers-list.ts';
import { counted, grouped } from './words.ts';
import { wrap } from './wrap.ts';

export interface WhatIfView {
  readonly record: ScanRecord;
  /** The file of the supposed policy; null: the built-in limits. */
  readonly source: string | null;
  readonly policy: Policy;
  readonly supposed: Supposed;
}

const SHOWN = 20;

/** In the order they are shown. */
const WORDS = {
  opened: 'would open',
  reopened: 'would open again',
  unwaived: 'would be excused no longer',
  'severity-raised': 'would be more severe',
  'tier-raised': 'would be more urgent',
  waived: 'would be waived',
  resolved: 'would be resolved',
  'severity-lowered': 'would be less severe',
  'tier-lowered': 'would be less urgent',
  acknowledged: 'would be acknowledged',
  unacknowledged: 'would be acknowledged no longer',
  rejudged: 'would stay, by other limits',
  reworded: 'would stay, in other words',
} as const satisfies Record<TransitionKind, string>;
const KINDS = Object.keys(WORDS) as readonly TransitionKind[];

/** What would change, the worst first, each kind with its loudest findings. */
export function whatIfText({ record, source, supposed }: WhatIfView, options: TextOptions): string {
  const { steps, waiverNotes } = supposed;
  const { paint, width } = options;
  const by = source === null ? 'the built-in limits' : inert(source);
  const title = `${record.org}, the scan of ${record.id} judged by ${by}:`;
  const sum =
    steps.length === 0 ? 'nothing would change.' : `${counted(steps.length, 'finding')} would change.`;
  const blocks = [
    [...wrap(`${title} ${sum}`, width), ...holesList(record.sources, width)],
    ...KINDS.map((kind) => blockOf(kind, steps, options)),
    waiversToMend(waiverNotes, width),
    undecidedList(supposed, width),
  ].filter((block) => block.length > 0);
  return `${blocks.map((block, index) => (index === 0 ? block : [paint.bold(block[0] ?? ''), ...block.slice(1)]).join('\n')).join('\n\n')}\n`;
}

function blockOf(kind: TransitionKind, steps: readonly FindingTransition[], options: TextOptions): string[] {
  const findings = loudestFirst(steps.filter((step) => step.kind === kind).map(({ finding }) => finding));
  if (findings.length === 0) return [];
  const more = findings.length - SHOWN;
  return [
    `${counted(findings.length, 'finding')} ${WORDS[kind]}`,
    ...findings.slice(0, SHOWN).flatMap((finding) => {
      const cause = finding.cause === null ? [] : [`      Cause: ${finding.cause}.`];
      return [...findingLines(finding, options), ...cause];
    }),
    ...(more > 0 ? [`  and ${grouped(more)} more: --format json has all of them`] : []),
  ];
}

export function whatIfDocument({ record, source, policy, supposed }: WhatIfView): object {
  const { steps, waiverNotes } = supposed;
  return {
    schemaVersion: SCHEMA_VERSION,
    scan: scanHeader(record),
    policy: source,
    policyVersion: policy.version,
    counts: Object.fromEntries(
      KINDS.map((kind) => [kind, steps.filter((step) => step.kind === kind).length]),
    ),
    waivers: { notes: waiverNotes },
    undecided: supposed.undecided,
    steps: steps.map(({ kind, finding }) => ({ step: kind, finding: findingJson(finding) })),
  };
}
