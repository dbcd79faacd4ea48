import * as z from 'zod';
import type { OrgLogin } from '#core/credential.ts';
import type { Wait } from '#scan/ports.ts';
import { VIEWER_CAN_ADMINISTER } from './graphql-queries.ts';
import type { Asking } from './list-source.ts';

const Viewer = z.object({
  data: z.object({ organization: z.object({ viewerCanAdminister: z.boolean() }) }),
});

/**
 * Whether a classic token is an organisation owner's, who sees every repository; null where GitHub does not say, and
 * for other credentials, of which it would tell nothing.
 */
export async function ownerAsks(
  { client, access }: Asking,
  org: OrgLogin,
  signal: AbortSignal,
): Promise<boolean | null | Wait> {
  if (access.kind !== 'token' || access.fineGrained) return null;
  const answer = await client.graphql(VIEWER_CAN_ADMINISTER, { org }, signal);
  if (answer.kind === 'rate-limited') return { ...answer, kind: 'wait' };
  const viewer = Viewer.safeParse(answer.kind === 'answer' ? answer.data : null);
  return viewer.success ? viewer.data.data.organization.viewerCanAdminister : null;
}
