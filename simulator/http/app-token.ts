import type { KeyObject } from 'node:crypto';
import { compactVerify } from 'jose';
import { type Answer, failure } from './exchange.ts';

const MAXIMUM_LIFETIME_SECONDS = 600;

interface Check {
  readonly publicKey: KeyObject;
  /** What `iss` may be: the App's id or its client id. */
  readonly issuers: readonly string[];
  /** Seconds since 1970, by GitHub's clock. */
  readonly now: number;
}

/** GitHub's words: clients recognise a wrong clock by the three about `exp` and `iat`. */
const EXPIRY_PAST =
  "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
const EXPIRY_TOO_FAR = "'Expiration time' claim ('exp') is too far in the future";
const ISSUED_AHEAD =
  "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";

export function notDecoded(): Answer {
  return failure(401, 'A JSON web token could not be decoded');
}

/** Why an App's JSON web token is refused; undefined when it is good. */
export async function refusalOfAppToken(
  token: string,
  { publicKey, issuers, now }: Check,
): Promise<Answer | undefined> {
  const claims = await verifiedClaims(token, publicKey);
  if (claims === undefined) return notDecoded();
  const { exp, iat, iss } = claims;
  if (typeof exp !== 'number' || exp <= now) return failure(401, EXPIRY_PAST);
  if (exp > now + MAXIMUM_LIFETIME_SECONDS) return failure(401, EXPIRY_TOO_FAR);
  if (!Number.isInteger(iat) || Number(iat) > now) return failure(401, ISSUED_AHEAD);
  if (!issuers.includes(`${iss}`)) return failure(404, 'Integration not found');
  return undefined;
}

interface Claims {
  readonly exp?: unknown;
  readonly iat?: unknown;
  readonly iss?: unknown;
}

async function verifiedClaims(token: string, publicKey: KeyObject): Promise<Claims | undefined> {
  try {
    const { payload } = await compactVerify(token, publicKey, { algorithms: ['RS256'] });
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
    return typeof claims === 'object' && claims !== null ? claims : undefined;
  } catch {
    // Malformed, signed by another key, or with another algorithm: GitHub does not say which.
    return undefined;
  }
}
