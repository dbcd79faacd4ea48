import type { Plan } from '#core/plan/plan.ts';
import type { Step } from '#core/plan/step.ts';
import { WAYS, type Way } from '#core/plan/way-off.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { MOST_FINE_GRAINED_TOKENS } from '#core/token-limit.ts';
import { counted, grouped, listed } from './words.ts';

export interface PlanView extends Plan {
  readonly record: ScanRecord;
  /** Whose part of the plan it is; null: everybody's. */
  readonly owner: string | null;
  /** What could not be read of the snapshot, in words. */
  readonly damaged: readonly string[];
}

/** In the order they are counted. */
const OUTCOMES: Readonly<Record<Way, string>> = {
  delete: 'to delete',
  'fine-grained-token': 'to a fine-grained token',
  'github-app': 'to a GitHub App',
  part: 'in part to a fine-grained token',
  'cannot-tell': 'cannot be told',
  stay: 'must stay for now',
};

/** `72 classic tokens: 12 to delete, …`; null where they cannot be seen, which is not 0. */
export function sumOf(view: PlanView): string | null {
  if (isInvisible(view)) return null;
  const { steps } = view;
  const ways = countsByWay(steps);
  const parts = WAYS.filter((way) => ways[way] > 0).map((way) => `${grouped(ways[way])} ${OUTCOMES[way]}`);
  return `${counted(steps.length, 'classic token')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`;
}

export const isInvisible = ({ record, steps }: PlanView): boolean =>
  steps.length === 0 && (record.counts['classic-token'] ?? null) === null;

export function countsByWay(steps: readonly Step[]): Record<Way, number> {
  return Object.fromEntries(
    WAYS.map((way) => [way, steps.filter((step) => step.way === way).length]),
  ) as Record<Way, number>;
}

/** What to do, in the imperative, as a clause without full stop. */
export function actionOf(step: Step): string {
  switch (step.way) {
    case 'delete':
      return 'delete it';
    case 'fine-grained-token':
      return `make ${newTokens(step)}, put it in its place, and delete this one`;
    case 'github-app':
      return 'move the job to a GitHub App (in a workflow of GitHub Actions: to GITHUB_TOKEN), and delete this one';
    case 'part':
      return `make ${newTokens(step)} for the rest, and keep a classic one with ${listed(scopesThatStay(step))} alone, which ends`;
    case 'cannot-tell':
      return 'ask what it is for';
    case 'stay':
      return `keep it for now, with ${listed(scopesThatStay(step))} alone and with an end`;
    default:
      return step.way satisfies never;
  }
}

const scopesThatStay = ({ stays }: Step) => [...new Set(stays.flatMap(({ scopes }) => scopes))];

function newTokens({ make }: Step): string {
  const organisations = make?.organisations ?? [];
  return organisations.length === 1
    ? `a fine-grained token for ${listed(organisations)}`
    : `a fine-grained token for each of ${listed(organisations)}`;
}

/** `contents (write)`; nothing where nothing is to be made. */
export const permissionsOf = ({ make }: Step): string[] =>
  (make?.permissions ?? []).map(({ key, level }) => `${key} (${level})`);

/** Who has no room for what the plan makes; nothing for the others. */
export function roomOf({ existing, tooMany, toMake }: Plan['owners'][number]): string | null {
  if (tooMany === 0) return null;
  const has = existing === null ? '' : ` beside the ${grouped(existing)} there are`;
  return `${counted(toMake, 'fine-grained token')} to make${has}, and GitHub allows ${MOST_FINE_GRAINED_TOKENS}: ${grouped(tooMany)} too many at least. Move jobs to a GitHub App first.`;
}
