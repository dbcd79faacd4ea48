import * as z from 'zod';
import type { OrgLogin } from '#core/credential.ts';
import type { ListingSource } from '#core/reading.ts';
import type { Stop, Wait } from '#scan/ports.ts';
import { excerpt } from './excerpt.ts';
import { parseFields } from './field-error.ts';
import type { Asking } from './list-source.ts';
import { failed, outcomeOf, understood } from './outcome.ts';
import { SUBJECTS } from './subject.ts';

/** One page of a GraphQL connection of an organisation. */
export interface ConnectionPage {
  readonly kind: 'page';
  readonly rows: readonly unknown[];
  /** Rows that GitHub counts and does not show. */
  readonly hidden: number;
  readonly total: number;
  /** Null: this was the last page. */
  readonly next: string | null;
}

const Connection = z.object({
  totalCount: z.int(),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  nodes: z.array(z.unknown()).nullish(),
  edges: z.array(z.unknown()).nullish(),
});

const Result = z.object({
  data: z.object({ organization: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  errors: z.array(z.object({ type: z.string().nullish(), message: z.string() })).nullish(),
});
type GraphqlErrors = NonNullable<z.output<typeof Result>['errors']>;

interface Query {
  readonly source: ListingSource;
  readonly query: string;
  /** The field of `organization` that holds the connection. */
  readonly field: string;
}

/** Asks for the page after `after` (null: the first). */
export async function connectionPage(
  { client, access }: Asking,
  { source, query, field }: Query,
  { org, after }: { readonly org: OrgLogin; readonly after: string | null },
  signal: AbortSignal,
): Promise<ConnectionPage | Stop | Wait> {
  const answer = await client.graphql(query, { org, after }, signal);
  if (answer.kind !== 'answer') return outcomeOf(answer, SUBJECTS[source], access);
  return understood(async () => {
    const { data, errors } = parseFields(Result, answer.data);
    const raw = data?.organization?.[field] ?? null;
    if (raw === null) return withoutConnection(errors ?? [], source);
    return page(parseFields(Connection, raw), after);
  });
}

function page(
  { totalCount, pageInfo, nodes, edges }: z.output<typeof Connection>,
  after: string | null,
): ConnectionPage | Stop {
  const all = nodes ?? edges ?? [];
  const rows = all.filter((row) => !isHidden(row));
  const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
  if (pageInfo.hasNextPage && (next === null || next === after)) {
    return failed('GitHub says there are more pages, and leads back to the one just read');
  }
  return {
    kind: 'page',
    rows,
    hidden: all.length - rows.length,
    total: totalCount,
    next,
  };
}

/** A field that may not be null and not be seen takes its row with it: GraphQL puts null in its place. */
function isHidden(row: unknown): boolean {
  return row === null || (typeof row === 'object' && 'node' in row && row.node === null);
}

function withoutConnection(errors: GraphqlErrors, source: ListingSource): Stop {
  const { things, permission } = SUBJECTS[source];
  const [error] = errors;
  const said = error === undefined ? 'nothing' : `"${excerpt(error.message, 160)}"`;
  if (errors.some(({ type }) => type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES')) {
    const missingPermission = `${permission}=read`;
    return {
      kind: 'refused',
      reason: `GitHub refuses to list ${things} (${said}): grant ${missingPermission}`,
      missingPermission,
    };
  }
  return failed(`GitHub's GraphQL API gave no ${things}, but ${said}`);
}
