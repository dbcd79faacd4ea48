import { type KeyObject, sign } from 'node:crypto';
import { awsServer } from './aws-server.ts';

export const KMS_KEY = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';

/** A KMS that really signs, or answers with an error; it remembers what it was asked. */
export function startKms(privateKey: KeyObject, error: string | null = null) {
  return awsServer((_target, { Message = '' }) => {
    const Signature = sign('RSA-SHA256', Buffer.from(Message, 'base64'), privateKey).toString('base64');
    return error ?? { KeyId: KMS_KEY, Signature };
  });
}
