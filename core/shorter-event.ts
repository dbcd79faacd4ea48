import type { AlertedFinding, DigestEvent, PatrolEvent } from './alert-event.ts';
import { digestBody } from './alert-text.ts';

/** What stands at the end of a text that was cut. */
const CUT = '… (cut)';
/** Characters of a body; its other texts get a tenth. */
const LENGTHS = [20_000, 4_000, 1_000, 200] as const;

/**
 * The same event over and over, shorter each time: of a digest fewer findings are shown, then texts are cut, with a mark.
 * What it is about, how loud, under which key and for how many findings stays.
 */
export function* shorterEvents(event: PatrolEvent): Generator<PatrolEvent> {
  let shorter = event;
  yield shorter;
  while (shorter.kind === 'digest' && shorter.shown.length > 1) {
    shorter = withFewerShown(shorter);
    yield shorter;
  }
  for (const length of LENGTHS) yield withTextsCut(shorter, length);
}

function withFewerShown({ body: _, subject, ...digest }: DigestEvent): DigestEvent {
  const content = { ...digest, shown: digest.shown.slice(0, Math.floor(digest.shown.length / 2)) };
  return { ...content, subject, body: digestBody(content) };
}

function withTextsCut(event: PatrolEvent, length: number): PatrolEvent {
  const short = (text: string) => cut(text, length / 10);
  const texts = { subject: short(event.subject), body: cut(event.body, length) };
  switch (event.kind) {
    case 'alert':
      return { ...event, ...texts, finding: findingCut(event.finding, short) };
    case 'digest': {
      const { unrouted } = event;
      return {
        ...event,
        ...texts,
        shown: event.shown.map((each) => ({ ...each, finding: findingCut(each.finding, short) })),
        unrouted: unrouted === null ? null : { ...unrouted, why: unrouted.why.map(short) },
      };
    }
    case 'scan-health':
      return {
        ...event,
        ...texts,
        failure: event.failure === null ? null : short(event.failure),
        holes: event.holes.map((hole) => ({
          ...hole,
          reason: hole.reason === null ? null : short(hole.reason),
        })),
      };
    default:
      return event satisfies never;
  }
}

function findingCut(finding: AlertedFinding, short: (text: string) => string): AlertedFinding {
  const { credential, message, owner, remedy } = finding;
  const shortOrNull = (text: string | null) => (text === null ? null : short(text));
  const { name, reaches } = credential;
  return {
    ...finding,
    message: short(message),
    remedy: short(remedy),
    owner: shortOrNull(owner),
    credential: { ...credential, name: shortOrNull(name), reaches: shortOrNull(reaches) },
  };
}

/** Characters are whole ones: half of one is none that a receiver could read. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length).replace(/[\ud800-\udbff]$/u, '')}${CUT}`;
}
