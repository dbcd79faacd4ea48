import type { Repository, TokenRequest } from './entities.ts';
import type { Ground } from './ground.ts';
import { register } from './register.ts';
import { type NewReach, type Tokens, tokenReach } from './tokens.ts';

export interface NewTokenRequest extends NewReach {
  readonly reason?: string | null;
  readonly createdAt?: string;
}

export interface TokenRequests {
  /** Live, pending ones only, in the order they came. */
  readonly tokenRequests: readonly TokenRequest[];
  tokenRequest(id: number): TokenRequest | undefined;
  addTokenRequest(request: NewTokenRequest): TokenRequest;
  /** Denied, or withdrawn by its owner. */
  removeTokenRequest(id: number): TokenRequest;
  /** The request goes, and the same token is granted. */
  approveTokenRequest(id: number): TokenRequest;
}

export function tokenRequestsOf(
  ground: Ground,
  tokens: Tokens,
): { requests: TokenRequests; forget(repository: Repository): void } {
  const pending = register<TokenRequest>({ id: ({ id }) => id, order: ({ createdAt }) => createdAt });
  const removed = (id: number): TokenRequest => {
    const request = pending.remove(id);
    if (request === undefined) throw new RangeError(`${ground.organisation} has no token request ${id}.`);
    ground.note('request-removed', id);
    return request;
  };

  const requests: TokenRequests = {
    tokenRequests: pending.all,
    tokenRequest: (id) => pending.get(id),
    addTokenRequest({ reason = null, createdAt = ground.now(), ...wanted }) {
      const reach = tokenReach(ground, { lastUsedAt: null, ...wanted });
      const request = { id: ground.nextId('request'), reason, createdAt, ...reach };
      pending.add(request);
      ground.note('request-added', request.id);
      return request;
    },
    removeTokenRequest: removed,
    approveTokenRequest(id) {
      const request = removed(id);
      const { owner, tokenId, name, repositorySelection, repositories, permissions, expiresAt, lastUsedAt } =
        request;
      const reach = { tokenId, name, repositorySelection, repositories, permissions, expiresAt, lastUsedAt };
      tokens.addToken({ owner: owner.login, ...reach });
      return request;
    },
  };

  return {
    requests,
    forget(repository) {
      for (const request of pending.all.filter(({ repositories }) => repositories.includes(repository))) {
        request.repositories = request.repositories.filter((each) => each !== repository);
      }
    },
  };
}
