import * as z from 'zod';
import type { Repository } from '#core/credential.ts';
import { parseFields } from './field-error.ts';

/** The fields we use of a repository, wherever the REST API lists one; the last two are not in every list. */
const RepositoryItem = z.object({
  id: z.int(),
  name: z.string(),
  private: z.boolean(),
  visibility: z.string().nullish(),
  archived: z.boolean().nullish(),
});

/** @throws {FieldError} */
export function repository(raw: unknown): Repository {
  const item = parseFields(RepositoryItem, raw);
  return {
    id: item.id,
    name: item.name,
    archived: item.archived ?? false,
    visibility: item.visibility ?? (item.private ? 'private' : 'public'),
  };
}

/** One node of `RepositoriesWithDeployKeys`. Null `deployKeys`: not ours to see. */
const RepositoryNode = z.object({
  databaseId: z.int(),
  name: z.string(),
  isArchived: z.boolean(),
  visibility: z.string(),
  deployKeys: z.object({ totalCount: z.int() }).nullable(),
});

/** @throws {FieldError} */
export function repositoryNode(raw: unknown): { repository: Repository; deployKeys: number | null } {
  const node = parseFields(RepositoryNode, raw);
  return {
    repository: {
      id: node.databaseId,
      name: node.name,
      archived: node.isArchived,
      visibility: node.visibility.toLowerCase(),
    },
    deployKeys: node.deployKeys?.totalCount ?? null,
  };
}
