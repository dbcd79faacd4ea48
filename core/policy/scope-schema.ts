import * as z from 'zod';
import type { RuleOutline } from './judged-rules.ts';
import { mapping } from './mapping.ts';
import { type Scope, WITH_REPOSITORIES } from './scope.ts';
import { login, repository } from './text.ts';

const MOST_NAMES = 1_000;

/** As the policy file has it. */
export type WrittenScope = Partial<Record<keyof Scope, readonly string[]>>;

const names = (name: z.ZodType<string>) => z.array(name).min(1).max(MOST_NAMES).optional();
const owners = names(login).describe('Only what belongs to one of these logins');
const repositories = names(repository).describe(
  'Only what may reach one of these repositories; their names without the owner',
);

// Made once, so that the schema has them once.
const ofOwners = scopeOf({ owners });
const ofRepositories = scopeOf({ owners, repositories });

/** `all`, or the owners and repositories where the rule judges; of repositories where one of its kinds tells of them. */
export function scopeSchema({ kinds }: Pick<RuleOutline, 'kinds'>): z.ZodType<Scope | 'all'> {
  return kinds.some((kind) => WITH_REPOSITORIES.includes(kind)) ? ofRepositories : ofOwners;
}

function scopeOf(shape: Record<string, typeof owners>): z.ZodType<Scope | 'all'> {
  const some = mapping(shape)
    .refine((written) => Object.keys(written).length > 0, {
      error: 'names nothing: write all, or where',
      when: ({ issues }) => issues.length === 0,
    })
    .transform((written) => ({
      owners: written['owners'] ?? null,
      repositories: written['repositories'] ?? null,
    }));
  return z
    .union([z.literal('all'), some], {
      error: `Write all, or a mapping of ${Object.keys(shape).join(' and ')}`,
    })
    .describe('Where it judges; what is known to be elsewhere is left out. Default: all');
}

export function writtenScope({ owners, repositories }: Scope): WrittenScope {
  return {
    ...(owners === null ? {} : { owners }),
    ...(repositories === null ? {} : { repositories }),
  };
}
