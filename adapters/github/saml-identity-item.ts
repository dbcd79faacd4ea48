import * as z from 'zod';

const EMAIL = /^[^\s@<>"']{1,64}@[^\s@<>"']{1,190}$/;

/** One identity at a SAML provider: whose, and addresses. The primary ones come first, then names that look like one. */
export const SamlIdentity = z
  .object({
    user: z.object({ login: z.string() }).nullish(),
    samlIdentity: z
      .object({
        nameId: z.string().nullish(),
        username: z.string().nullish(),
        emails: z.array(z.object({ value: z.string(), primary: z.boolean().nullish() })).nullish(),
      })
      .nullish(),
  })
  .transform(({ samlIdentity, user }) => {
    const { emails, nameId, username } = samlIdentity ?? {};
    const [primary, others] = halves(emails ?? []);
    const all = [...primary, ...others, nameId ?? '', username ?? ''];
    return { login: user?.login ?? null, emails: all.filter((each) => EMAIL.test(each)) };
  });

function halves(
  emails: readonly { readonly value: string; readonly primary?: boolean | null | undefined }[],
) {
  const isPrimary = emails.filter(({ primary }) => primary === true);
  const isOther = emails.filter(({ primary }) => primary !== true);
  return [isPrimary.map(({ value }) => value), isOther.map(({ value }) => value)] as const;
}

export type SamlIdentity = z.output<typeof SamlIdentity>;
