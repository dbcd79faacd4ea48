import { Metrics } from '@aws-lambda-powertools/metrics';

/** Written to the log in CloudWatch's embedded metric format: no request of its own. `lib/metric-names.ts` reads them. */
export const metrics = new Metrics({ namespace: 'Patrol', serviceName: 'patrol' });
