import type { Owner } from './credential.ts';

/** Who must act, at the beginning of a remedy. Contains foreign words: show it inert. */
export const addressee = (owner: Owner | null): string => owner?.login ?? 'Its owner';

export const ORGANISATION_OWNER = 'An organisation owner';
