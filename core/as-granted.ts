import type { FineGrainedToken, TokenRequest } from './credential.ts';

/**
 * The token a pending request would become, as far as rules can tell it from others. It counts from the day it was
 * asked for, since its owner made it then at the latest.
 */
export function asGranted(request: TokenRequest): FineGrainedToken {
  const { id, kind: _, reason: __, requestedAt, tokenId, ...reach } = request;
  return { ...reach, kind: 'fine-grained-token', id: tokenId, grantId: Number(id), grantedAt: requestedAt };
}
