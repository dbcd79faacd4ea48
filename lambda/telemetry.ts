import { Logger } from '@aws-lambda-powertools/logger';
import { redact } from '#core/redact.ts';

/** JSON lines without secrets, whatever part of an entry one is in. */
export const logger = new Logger({
  serviceName: 'patrol',
  jsonReplacerFn: (_key, value) => (typeof value === 'string' ? redact(value) : value),
});
