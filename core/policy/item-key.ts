import * as z from 'zod';
import { CREDENTIAL_KINDS } from '../credential.ts';

const KEY = new RegExp(`^(?:${[...CREDENTIAL_KINDS, 'token-request', 'person'].join('|')}):[\\w:.-]{1,100}$`);

/** One thing of an organisation, as patrol findings names it. */
export const itemKey = z
  .string()
  .regex(KEY, { error: 'is no credential, which is KIND:ID, such as fine-grained-token:101001' });
