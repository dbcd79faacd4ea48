import type { KnownBlock, RichTextBlock } from '@slack/types';
import type {
  AlertEvent,
  AlertedFinding,
  DigestEvent,
  PatrolEvent,
  ScanHealthEvent,
} from '#core/alert-event.ts';
import { alertHead, factsOf, failureLines, shortId, sightLine, unroutedLine } from '#core/alert-text.ts';
import { holeLines } from '#core/scan-health.ts';
import { buttonBlocks } from './buttons.ts';
import { escaped, link, type Piece, paragraph, words } from './rich-text.ts';

export interface SlackMessage {
  /** For notifications, and for clients that show no blocks. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Longer than a notification shows. */
const NOTIFICATION_LENGTH = 400;

/** An event as Slack shows it: far below 50 blocks and 3,000 characters a block. */
export function slackMessage(
  event: PatrolEvent,
  { buttons }: { readonly buttons: boolean } = { buttons: false },
): SlackMessage {
  const text = escaped(event.subject.slice(0, NOTIFICATION_LENGTH));
  const below = buttons && event.kind === 'alert' ? buttonBlocks(event) : [];
  return { text, blocks: [...blocksOf(event), ...below] };
}

function blocksOf(event: PatrolEvent): KnownBlock[] {
  switch (event.kind) {
    case 'alert':
      return alertBlocks(event);
    case 'digest':
      return digestBlocks(event);
    case 'scan-health':
      return healthBlocks(event);
    default:
      return event satisfies never;
  }
}

/** What is new, as a line under the message that is there. */
export function developmentBlocks(event: AlertEvent | ScanHealthEvent): RichTextBlock[] {
  if (event.kind === 'scan-health') return [paragraph(words(event.subject, { bold: true }))];
  const { finding, reason } = event;
  return [paragraph(words(alertHead(reason, finding), { bold: true }), words(`: ${finding.message}`))];
}

function alertBlocks(event: AlertEvent): KnownBlock[] {
  const { finding, organisation, reason } = event;
  const isOver = finding.state === 'resolved';
  const strike = isOver ? ({ strike: true } as const) : {};
  const facts = factsOf(finding).flatMap(([name, value], index): Piece[] => [
    words(`${index === 0 ? '' : '\n'}${name}: `, { bold: true }),
    words(value),
  ]);
  const remedy: Piece[] = isOver ? [] : [words('\nTo do: ', { bold: true }), words(finding.remedy)];
  return [
    paragraph(words(alertHead(reason, finding), { bold: true }), words(` in ${organisation}`)),
    paragraph(words(finding.message, strike)),
    paragraph(...facts, ...remedy),
    paragraph(
      link(finding.links.credential, 'At GitHub'),
      words(' · '),
      link(finding.links.rule, 'The rule'),
      words(' · '),
      words(`patrol explain ${shortId(finding)} --org ${organisation}`, { code: true }),
    ),
    paragraph(words(sightLine(event))),
  ];
}

function digestBlocks(digest: DigestEvent): KnownBlock[] {
  const more = digest.total - digest.shown.length;
  return [
    paragraph(words(digest.subject, { bold: true })),
    ...digest.shown.map(({ finding, reason }) =>
      paragraph(words(alertHead(reason, finding), { bold: true }), words(`: ${lineOf(finding)}`)),
    ),
    ...(digest.unrouted === null ? [] : [paragraph(words(unroutedLine(digest.unrouted)))]),
    paragraph(
      words(more > 0 ? `and ${more} more. All of them: ` : 'All of them: '),
      words(digest.command, { code: true }),
    ),
    paragraph(words(sightLine(digest))),
  ];
}

function healthBlocks(health: ScanHealthEvent): KnownBlock[] {
  return [
    paragraph(words(health.subject, { bold: true })),
    ...failureLines(health).map((line) => paragraph(words(line))),
    ...holeLines(health.holes).map((line) => paragraph(words(line))),
    paragraph(words(sightLine(health))),
  ];
}

function lineOf({ message, owner }: AlertedFinding): string {
  return `${message} Owner: ${owner ?? 'nobody known'}.`;
}
