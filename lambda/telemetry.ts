import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { redact } from '#core/redact.ts';

/** JSON lines without secrets, whatever part of an entry one is in. */
export const logger = new Logger({
  serviceName: 'patrol',
  jsonReplacerFn: (_key, value) => (typeof value === 'string' ? redact(value) : value),
});

/** Written to the log in CloudWatch's embedded metric format: no request of its own. `lib/metric-names.ts` reads them. */
export const metrics = new Metrics({ namespace: 'Patrol', serviceName: 'patrol' });
