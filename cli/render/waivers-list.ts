import { inert } from '#core/inert.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { WaiverMatch } from '#core/waiver.ts';
import type { WaiverNote } from '#core/waiver-note.ts';
import { counted, dayOf, grouped } from './words.ts';
import { wrap } from './wrap.ts';

const SHOWN = 20;

/** How much is excused, and which waivers want a hand; nothing where nothing is excused. */
export function waiversList({ org, waived = 0, waiverNotes = [] }: ScanRecord, width: number): string[] {
  return [
    ...(waived === 0
      ? []
      : [`Waived: ${counted(waived, 'finding')}. All of them: patrol findings --org ${org} --state waived`]),
    ...waiversToMend(waiverNotes, width),
  ];
}

/** Which waivers want a hand. */
export function waiversToMend(notes: readonly WaiverNote[], width: number): string[] {
  const more = notes.length - SHOWN;
  return [
    ...(notes.length === 0 ? [] : ['Waivers to look after:']),
    ...notes
      .slice(0, SHOWN)
      .flatMap((note) => wrap(inert(sentence(note)), width, { first: '  - ', rest: '    ' })),
    ...(more > 0 ? [`  and ${grouped(more)} more: --format json has all of them`] : []),
  ];
}

function sentence(note: WaiverNote): string {
  const what =
    note.rule === null ? 'the baseline' : `${note.rule} for ${described(note.match)} (${note.ticket})`;
  return `${what} ${stateOf(note)}`;
}

function described({ credential, owner, organisation, repository }: WaiverMatch): string {
  const parts = [
    credential,
    owner === null ? null : `what ${owner} owns`,
    repository === null ? null : `what reaches only ${repository}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? `all of ${organisation}` : parts.join(', ');
}

function stateOf({ kind, until, failing }: WaiverNote): string {
  const findings = counted(failing, 'finding');
  switch (kind) {
    case 'lapses-soon':
      return `holds until ${dayOf(until)}; ${findings} will open the night after.`;
    case 'lapsed':
      return `lapsed on ${dayOf(until)}: ${findings} open. Take it out, or have it approved anew.`;
    case 'matches-nothing':
      return 'matches nothing that is there. Take it out of the policy, or mend its match.';
    case 'excuses-nothing':
      return 'excuses what passes without it. Take it out of the policy.';
    default:
      return kind satisfies never;
  }
}
