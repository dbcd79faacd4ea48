import * as z from 'zod';
import type { OrgLogin } from '#core/credential.ts';
import { secret } from '#core/secret.ts';
import type { Identities, Unknown, Wait } from '#scan/ports.ts';
import { parseFields } from './field-error.ts';
import { SAML_IDENTITIES } from './graphql-queries.ts';
import type { Asking } from './list-source.ts';
import { outcomeOf, understood } from './outcome.ts';
import { SamlIdentity } from './saml-identity-item.ts';
import { SUBJECTS } from './subject.ts';

const Connection = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  nodes: z.array(SamlIdentity.nullable()),
});

const Provider = z.object({ externalIdentities: Connection });

const Result = z.object({
  data: z
    .object({ organization: z.object({ samlIdentityProvider: Provider.nullish() }).nullish() })
    .nullish(),
  errors: z.array(z.object({ type: z.string().nullish() })).nullish(),
});
type Result = z.output<typeof Result>;

/** Of one login. Somebody with more identities than these pages hold has a provider gone astray. */
const MOST_PAGES = 4;
const MOST_EMAILS = 4;

const PROVIDER = { ...SUBJECTS.people, things: 'the identities of the SAML provider' };

interface Wanted {
  readonly org: OrgLogin;
  readonly login: string;
}

type Walk = { readonly kind: 'identities'; readonly identities: readonly SamlIdentity[] } | Unknown | Wait;

/** By SAML single sign-on of the organisation. What GitHub says of a field is not passed on: it could hold an address. */
export function samlIdentities(asking: Asking): Identities {
  return {
    async emailsOf(org, login, signal) {
      const read = await walk(asking, { org, login }, signal);
      if (read.kind !== 'identities') return read;
      const own = read.identities.filter((each) => each.login?.toLowerCase() === login.toLowerCase());
      const emails = own.flatMap(({ emails }) => emails);
      const distinct = new Map(emails.map((each) => [each.toLowerCase(), each]));
      if (distinct.size > 0) {
        return { kind: 'emails', emails: [...distinct.values()].slice(0, MOST_EMAILS).map(secret) };
      }
      const lack = own.length === 0 ? 'identity' : 'e-mail address';
      return unknown(`${login} has no ${lack} at the SAML provider of ${org}`, false);
    },
  };
}

async function walk(asking: Asking, wanted: Wanted, signal: AbortSignal): Promise<Walk> {
  const identities: SamlIdentity[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const read: Page | Unknown | Wait = await pageOf(asking, { ...wanted, after }, signal);
    if (read.kind !== 'page') return read;
    identities.push(...read.identities);
    after = read.next;
    if (after === null) break;
  }
  return { kind: 'identities', identities };
}

interface Page {
  readonly kind: 'page';
  readonly identities: readonly SamlIdentity[];
  readonly next: string | null;
}

async function pageOf(
  { access, client }: Asking,
  variables: Wanted & { readonly after: string | null },
  signal: AbortSignal,
): Promise<Page | Unknown | Wait> {
  const answer = await client.graphql(SAML_IDENTITIES, { ...variables }, signal);
  if (answer.kind !== 'answer') {
    const outcome = outcomeOf(answer, PROVIDER, access);
    return outcome.kind === 'wait' ? outcome : unknown(outcome.reason, true);
  }
  const read = await understood(async () => parseFields(Result, answer.data));
  return 'kind' in read
    ? unknown("GitHub's answer about SAML identities is not as documented", true)
    : pageIn(read);
}

function pageIn({ data, errors }: Result): Page | Unknown {
  const provider = data?.organization?.samlIdentityProvider ?? null;
  if (provider === null) return unknown(withoutProvider(errors ?? []), true);
  const { nodes, pageInfo } = provider.externalIdentities;
  return {
    kind: 'page',
    identities: nodes.filter((node) => node !== null),
    next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
  };
}

function withoutProvider(errors: NonNullable<Result['errors']>): string {
  if (errors.some(({ type }) => type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES')) {
    return 'GitHub refuses to show the identities of the SAML provider: grant members=read';
  }
  return errors.length > 0
    ? 'GitHub answered the question for SAML identities with an error'
    : 'the organisation has no SAML provider of its own';
}

function unknown(why: string, everybody: boolean): Unknown {
  return { kind: 'unknown', why, everybody };
}
