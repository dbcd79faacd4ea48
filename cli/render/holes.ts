import { clip, inert } from '#core/inert.ts';
import { isHole, type SettledReading, type SourceName } from '#core/reading.ts';
import { dayOf, grouped, listed } from './words.ts';
import { wrap } from './wrap.ts';

const REASON_WIDTH = 300;
const PERMISSION_WIDTH = 100;

/** A source that adds to another one is as blind as that, for the same reason. */
const BUILDS_ON: Partial<Record<SourceName, SourceName>> = {
  'token-repositories': 'fine-grained-tokens',
  'request-repositories': 'token-requests',
};

/** What was not read whole: a bullet each with why and what was kept, then once what a person does about all. */
export function holesList(readings: readonly SettledReading[], width: number): string[] {
  const holes = readings.filter(isHole);
  const blind = new Set(holes.map(({ source }) => source));
  const explained = holes.filter(({ source }) => {
    const base = BUILDS_ON[source];
    return base === undefined || !blind.has(base);
  });
  return [
    ...explained.flatMap((hole) => wrap(explainReading(hole), width, { first: '! ', rest: '  ' })),
    ...toDo(holes).flatMap((text) => wrap(text, width, { first: '  ' })),
  ];
}

/** Why a source is not complete, and what was kept of it. */
export function explainReading(reading: SettledReading): string {
  return [
    `${reading.source} ${heading(reading)}`,
    ...(reading.reason === null ? [] : [sentence(clip(inert(reading.reason), REASON_WIDTH))]),
    ...kept(reading),
  ].join(' ');
}

function heading({ status, lastComplete }: SettledReading): string {
  if (status !== 'unavailable') return `(${status}):`;
  return lastComplete === null ? '(unavailable here):' : '(unavailable, though it was read before):';
}

function toDo(holes: readonly SettledReading[]): string[] {
  const permissions = new Set(holes.flatMap(({ missingPermission }) => missingPermission ?? []));
  if (permissions.size === 0) return [];
  const names = [...permissions].map((name) => clip(inert(name), PERMISSION_WIDTH));
  return [
    `To do: grant ${listed(names)} (on the settings page of Patrol's GitHub App; then accept it in the organisation), and scan again.`,
  ];
}

function kept({ carriedOver, lastComplete }: SettledReading): string[] {
  if (carriedOver === 0) return [];
  const since = lastComplete === null ? '' : ` (last complete on ${dayOf(lastComplete)})`;
  return [`${grouped(carriedOver)} kept as last seen${since}.`];
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
