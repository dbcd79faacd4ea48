import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { SEVERITIES } from '#core/finding.ts';
import { patrolMetric } from './watch.ts';

const NIGHTLY = Duration.days(1);

/** What a person opens in the morning: what is open, what was seen, what it cost, what will expire. */
export class NightDashboard extends Construct {
  constructor(scope: Construct, id: string, { scan }: { readonly scan: IFunction }) {
    super(scope, id);
    const sums = (...names: string[]) => names.map((name) => patrolMetric(name, Stats.SUM, NIGHTLY));
    const graph = (title: string, left: ReturnType<typeof sums>) =>
      new GraphWidget({ title, left, width: 12 });
    new Dashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(90),
      widgets: [
        [
          graph('Open findings by severity', sums(...SEVERITIES.map((severity) => `Findings-${severity}`))),
          graph('Expire within 30 days', sums('ExpiringSoon')),
        ],
        [
          graph('Scans', sums('CompleteScans', 'PartialScans', 'FailedScans')),
          graph('Coverage: sources', sums('SourcesAsked', 'SourcesComplete')),
        ],
        [
          graph('Requests to GitHub', sums('Requests')),
          new GraphWidget({
            title: 'Duration of an invocation, and waiting',
            left: [scan.metricDuration({ statistic: Stats.MAXIMUM, period: NIGHTLY })],
            right: [patrolMetric('WaitedSeconds', Stats.MAXIMUM, NIGHTLY)],
            width: 12,
          }),
        ],
      ],
    });
  }
}
