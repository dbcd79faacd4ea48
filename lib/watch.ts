import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface WatchProps {
  readonly health: ITopic;
  readonly functions: Readonly<Record<string, IFunction>>;
  readonly deadLetters: IQueue;
  /** Null: Slack is not told. */
  readonly slackDeadLetters: IQueue | null;
}

/** One of the metrics that lambda/report.ts writes, over all organisations. */
export function patrolMetric(
  metricName: string,
  statistic: string = Stats.SUM,
  period = Duration.hours(1),
): Metric {
  return new Metric({
    namespace: 'Patrol',
    metricName,
    dimensionsMap: { service: 'patrol' },
    statistic,
    period,
  });
}

const HOURS_WITHOUT_A_SCAN = 26;
const LONG_WAIT_SECONDS = 2 * 3_600;

/** Everything that says Patrol itself is not well. Each alarm is a section of docs/runbook.md. */
export class Watch extends Construct {
  readonly #health: ITopic;

  constructor(
    scope: Construct,
    id: string,
    { deadLetters, functions, health, slackDeadLetters }: WatchProps,
  ) {
    super(scope, id);
    this.#health = health;
    this.#alarm('NoCompleteScan', {
      says: 'No scan was complete for 26 hours, or Patrol did not run at all.',
      metric: patrolMetric('CompleteScans'),
      below: 1,
      periods: HOURS_WITHOUT_A_SCAN,
    });
    this.#alarm('PartialScan', {
      says: 'A scan could not see everything.',
      metric: patrolMetric('PartialScans'),
      from: 1,
    });
    this.#alarm('FailedScan', {
      says: 'An organisation was not scanned.',
      metric: patrolMetric('FailedScans'),
      from: 1,
    });
    this.#alarm('SuspendedInstallation', {
      says: 'An organisation suspended the GitHub App.',
      metric: patrolMetric('SuspendedInstallations'),
      from: 1,
    });
    this.#alarm('DamagedHistory', {
      says: 'Pieces of the last snapshot were missing or altered, and were made again from an earlier night.',
      metric: patrolMetric('DamagedPieces'),
      from: 1,
    });
    this.#alarm('UntoldChannel', {
      says: 'Alerts did not reach a channel.',
      metric: patrolMetric('UntoldChannels'),
      from: 1,
    });
    this.#alarm('LongWait', {
      says: "A scan waits for GitHub's rate limit, for more than two hours in all.",
      metric: patrolMetric('AnnouncedWaitSeconds', Stats.MAXIMUM),
      from: LONG_WAIT_SECONDS,
    });
    this.#alarm('SurplusPermissions', {
      says: 'The GitHub App may do more than Patrol needs.',
      metric: patrolMetric('SurplusPermissions', Stats.MAXIMUM),
      from: 1,
    });
    this.#alarm('DeadLetters', {
      says: 'A night could not be started.',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
      from: 1,
    });
    if (slackDeadLetters !== null) {
      this.#alarm('SlackDeadLetters', {
        says: 'Slack was not told of a scan.',
        metric: slackDeadLetters.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
        from: 1,
      });
    }
    for (const [name, each] of Object.entries(functions)) {
      this.#alarm(`${name}Errors`, {
        says: `The function ${name.toLowerCase()} failed.`,
        metric: failuresOf(each),
        from: 1,
      });
    }
  }

  #alarm(id: string, { below, from, metric, periods = 1, says }: Condition): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: `${says} What to do: docs/runbook.md, ${id}.`,
      metric,
      threshold: below ?? from ?? 1,
      comparisonOperator:
        below === undefined
          ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods,
      // No data is what the alarm of the missing scan waits for; for the others it means that nothing happened.
      treatMissingData: below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.#health));
    alarm.addOkAction(new SnsAction(this.#health));
  }
}

/**
 * An invocation that failed (out of memory, out of time), and a durable execution that did: this one is no error to
 * Lambda, since the invocation that says so ends well.
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html
 */
function failuresOf(each: IFunction): IMetric {
  const sum = (name: string) => each.metric(name, { statistic: Stats.SUM, period: Duration.hours(1) });
  return new MathExpression({
    label: 'Failures',
    expression: 'FILL(errors, 0) + FILL(failed, 0) + FILL(expired, 0) + FILL(stopped, 0)',
    period: Duration.hours(1),
    usingMetrics: {
      errors: sum('Errors'),
      failed: sum('DurableExecutionFailed'),
      expired: sum('DurableExecutionTimedOut'),
      stopped: sum('DurableExecutionStopped'),
    },
  });
}

interface Condition {
  /** A sentence for whoever is paged. */
  readonly says: string;
  readonly metric: IMetric;
  readonly below?: number;
  readonly from?: number;
  readonly periods?: number;
}
