import { nearestName } from '#adapters/policy/nearest-name.ts';
import type { PolicyFile } from '#core/policy/policy-file.ts';

/** An organisation of a policy that is none of those that were scanned: what is said of it holds nowhere. */
export interface StrangeOrganisation {
  readonly login: string;
  /** The first place that names it. */
  readonly where: string;
  /** The one that was probably meant. */
  readonly nearest: string | null;
}

/** Those that a policy names and nobody scanned, each once, in the order of the file's sections. */
export function strangeOrganisations(file: PolicyFile, scanned: readonly string[]): StrangeOrganisation[] {
  const known = new Set(scanned.map((login) => login.toLowerCase()));
  const strange = Map.groupBy(
    named(file).filter(({ login }) => !known.has(login.toLowerCase())),
    ({ login }) => login.toLowerCase(),
  );
  return [...strange.values()].flatMap(([first]) =>
    first === undefined ? [] : [{ ...first, nearest: nearestName(first.login, scanned) }],
  );
}

function named({ baseline = {}, organisations = {}, routes = [], waivers = [] }: PolicyFile) {
  return [
    ...Object.keys(organisations).map((login) => ({ login, where: 'organisations' })),
    ...waivers.map(({ match }, index) => ({
      login: match.organisation as string,
      where: `waivers[${index}]`,
    })),
    ...Object.keys(baseline).map((login) => ({ login, where: 'baseline' })),
    ...routes.flatMap(({ organisations: all }, index) =>
      (all ?? []).map((login) => ({ login, where: `routes[${index}]` })),
    ),
  ];
}
