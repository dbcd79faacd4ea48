import type { Step } from '#core/plan/step.ts';
import { countsByWay, isInvisible, type PlanView } from './plan-words.ts';
import { SCHEMA_VERSION, scanHeader } from './scan-json.ts';

export function planDocument(view: PlanView): object {
  const { damaged, owner, owners, record, steps, untold } = view;
  return {
    schemaVersion: SCHEMA_VERSION,
    scan: scanHeader(record),
    owner,
    counts: { total: isInvisible(view) ? null : steps.length, ...countsByWay(steps) },
    steps: steps.map(stepJson),
    owners: owners.map(({ steps: own, ...each }) => ({ ...each, tokens: own.length })),
    untold,
    damaged,
  };
}

function stepJson({ token, ...step }: Step): object {
  const { expiresAt, id, kind, lastUsedAt, name, owner, scopes } = token;
  return {
    credential: { kind, id, owner: owner?.login ?? null, name },
    expiresAt,
    lastUsedAt,
    scopes,
    ...step,
  };
}
