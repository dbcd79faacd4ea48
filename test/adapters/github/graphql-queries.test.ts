import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import * as queries from '#adapters/github/graphql-queries.ts';

// By its path: what the package exports needs a second copy of graphql.
const file = new URL('../../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url);
const schema = buildSchema(readFileSync(file, 'utf8'), { assumeValid: true });

it.each(Object.entries(queries))("%s is a valid query of GitHub's own schema", (_, query) => {
  expect(validate(schema, parse(query))).toEqual([]);
});

it("would notice a field that GitHub's schema does not have", () => {
  expect(validate(schema, parse('query { organization(login: "acme") { deployKeys } }'))).toHaveLength(1);
});
