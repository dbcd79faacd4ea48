import { nearestName } from '#adapters/policy/nearest-name.ts';

/** The candidate nearest to a mistyped word, or null when none is near enough to be meant. */
export const suggest = nearestName;
