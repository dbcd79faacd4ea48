/** What Node says of a connection that failed. */
export interface NetworkFailure {
  /** The first `code` down the chain of causes, such as `ECONNREFUSED`; `TIMEOUT` for a request that took too long. */
  readonly code: string | null;
  /** The innermost message: `fetch failed`, on the outside, tells nothing. */
  readonly message: string;
}

interface Link {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  /** One error per address, of a host that has several. */
  readonly errors?: unknown;
}

export function networkFailure(error: unknown): NetworkFailure {
  let message = 'unknown';
  let current = error;
  for (let depth = 0; depth < 5 && isLink(current); depth += 1) {
    message = String(current.message);
    if (current.name === 'TimeoutError') return { code: 'TIMEOUT', message };
    if (typeof current.code === 'string') return { code: current.code, message };
    current = Array.isArray(current.errors) ? current.errors[0] : current.cause;
  }
  return { code: null, message };
}

/** Not `instanceof`: fetch's errors may come from another realm. */
function isLink(value: unknown): value is Link {
  return typeof value === 'object' && value !== null;
}

/** The certificate will be as wrong at the next try. */
export function isCertificateCode(code: string | null): boolean {
  return code !== null && /CERT|SELF_SIGNED|TLS_ALTNAME|UNABLE_TO_VERIFY/.test(code);
}
