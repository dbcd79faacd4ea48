import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Secret, secret } from '#core/secret.ts';

/** The text of a secret in Secrets Manager. @throws {Error} saying which secret, and what to do. */
export async function secretText(arn: string): Promise<Secret> {
  const client = new SecretsManagerClient({});
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    if (SecretString === undefined || SecretString.trim() === '') throw new Error('it is empty');
    return secret(SecretString);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The secret ${arn} cannot be read: ${reason}. Put the value in it (docs/deploy.md).`, {
      cause: error,
    });
  } finally {
    client.destroy();
  }
}
