import type { Secret } from '#core/secret.ts';
import type { CreateJwt } from './kms-jwt.ts';

/** The App's private key, where `arn` says it is: KMS signs with it, Secrets Manager hands it out as a PEM. */
export type AppKey = { readonly createJwt: CreateJwt } | { readonly pem: Secret };

/** @throws {RangeError} when the ARN is neither. */
export async function openAppKey(arn: string): Promise<AppKey> {
  const service = /^arn:[^:]+:(kms|secretsmanager):/.exec(arn)?.[1];
  if (service === 'kms') {
    const { kmsJwt } = await import('./kms-jwt.ts');
    return { createJwt: kmsJwt(arn) };
  }
  if (service === 'secretsmanager') {
    const { secretText } = await import('./secret-text.ts');
    return { pem: await secretText(arn) };
  }
  throw new RangeError(`PATROL_APP_KEY is neither a KMS key nor a secret: ${arn}`);
}
