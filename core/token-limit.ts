/** GitHub lets nobody own more fine-grained tokens, all organisations taken together. */
export const MOST_FINE_GRAINED_TOKENS = 50;
