import { buildSchema, graphql } from 'graphql';
import { problemShape } from '../graphql/problem.ts';
import { rootOf } from '../graphql/root.ts';
import { SCHEMA } from '../graphql/schema.ts';
import { type Answer, failure } from '../http/exchange.ts';
import type { Route, Visit } from '../http/route.ts';

const schema = buildSchema(SCHEMA);

export const graphqlRoute: Route = { method: 'POST', path: '/graphql', answer: answerQuery };

/** HTTP 200 whatever comes of it, but for callers without a name and bodies without a query. */
async function answerQuery(visit: Visit): Promise<Answer> {
  const { caller, asked } = visit;
  if (caller.kind === 'anonymous') {
    return failure(401, 'This endpoint requires you to be authenticated.');
  }
  if (caller.kind === 'app') return failure(401, 'Bad credentials');
  const { query, variables } = Object(asked.body) as { query?: unknown; variables?: unknown };
  if (typeof query !== 'string') return failure(400, 'Problems parsing JSON');
  const { data, errors } = await graphql({
    schema,
    source: query,
    rootValue: rootOf(visit),
    variableValues: Object(variables),
  });
  const problems = errors === undefined ? {} : { errors: errors.map(problemShape) };
  return { status: 200, body: data === undefined ? problems : { data, ...problems } };
}
