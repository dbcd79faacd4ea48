import * as z from 'zod';
import { issue, type PolicyIssue } from './policy-issue.ts';

const Section = z.record(z.string(), z.unknown()).catch({});
const File = z
  .object({ organisations: Section, baseline: Section })
  .catch({ organisations: {}, baseline: {} });

/** GitHub's logins ignore case: of `Acme` and `acme` one would hold, and the other look as if it did. */
export function spelledTwice(raw: unknown): PolicyIssue[] {
  const { baseline, organisations } = File.parse(raw);
  return [...twiceIn('organisations', organisations), ...twiceIn('baseline', baseline)];
}

function twiceIn(section: string, organisations: Readonly<Record<string, unknown>>): PolicyIssue[] {
  const spellings = Map.groupBy(Object.keys(organisations), (login) => login.toLowerCase());
  return [...spellings.values()].flatMap(([first, ...others]) =>
    others.map((login) =>
      issue([section, login], `is ${first} once more: logins ignore case. Make one of the two.`, 'key'),
    ),
  );
}
