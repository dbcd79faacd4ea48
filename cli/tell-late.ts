import type { OrgLogin } from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';
import { lateOrganisations } from '#scan/tell-failure.ts';
import { tell } from './print.ts';
import type { Targets } from './scan-all.ts';
import { type Means, tellNoScan } from './tell-others.ts';

/** What was scanned before and is in no run any more would be silent for ever. */
export async function tellLate({ orgs, missed }: Targets, at: Instant, means: Means): Promise<void> {
  const besides = [...orgs, ...missed.map(({ org }) => org)];
  for (const { org, last } of await lateOrganisations(means.store, { now: at, besides })) {
    const why =
      `Its last scan is that of ${last}, and the GitHub App is not installed there any more. ` +
      'Install it again, or scan it with a credential that reaches it.';
    tell(means.deps, `patrol: ${org} was not scanned. ${why}\n`);
    await tellNoScan({ org, at, why }, means);
  }
}

/** Nothing could be scanned at all. */
export async function tellNothingScanned(
  error: unknown,
  { at, why }: { at: Instant; why: string },
  means: Means,
) {
  const known: readonly OrgLogin[] = await means.store.organisations();
  for (const org of known) await tellNoScan({ org, at, why, error }, means);
}
