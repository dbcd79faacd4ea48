import type { MetricPoint } from './metric-points.ts';

interface MetricStat {
  readonly Metric: {
    readonly Namespace: string;
    readonly MetricName: string;
    readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
  };
  readonly Period: number;
  readonly Stat: string;
}

/** An alarm of the template, as CloudWatch gets it: references are what they refer to. */
export interface DeployedAlarm {
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly TreatMissingData: string;
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: MetricStat['Metric']['Dimensions'];
  readonly Period?: number;
  readonly Statistic?: string;
  readonly Metrics?: readonly {
    readonly Id: string;
    readonly Expression?: string;
    readonly MetricStat?: MetricStat;
  }[];
}

/**
 * Whether the alarm rings at an instant: every one of its periods up to then breaches, by the values that were written.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 *
 * @throws {RangeError} for what none of ours has.
 */
export function rings(alarm: DeployedAlarm, points: readonly MetricPoint[], at: number): boolean {
  const period = periodOf(alarm) * 1_000;
  const end = (Math.floor(at / period) + 1) * period;
  return Array.from({ length: alarm.EvaluationPeriods }, (_, back) => {
    const until = end - back * period;
    const during = points.filter((point) => point.at >= until - period && point.at < until);
    return breaches(alarm, valueIn(alarm, during));
  }).every((breach) => breach);
}

function breaches(
  { ComparisonOperator, Threshold, TreatMissingData }: DeployedAlarm,
  value: number | null,
): boolean {
  if (value === null) return known(TreatMissingData, { breaching: true, notBreaching: false });
  return known(ComparisonOperator, {
    GreaterThanOrEqualToThreshold: value >= Threshold,
    LessThanThreshold: value < Threshold,
  });
}

function periodOf({ Metrics = [], Period }: DeployedAlarm): number {
  const [period, ...others] = new Set(
    [Period ?? [], ...Metrics.map(({ MetricStat }) => MetricStat?.Period ?? [])].flat(),
  );
  if (period === undefined || others.length > 0) throw new RangeError(`Periods: ${period}, ${others}`);
  return period;
}

/** Null: no data. */
function valueIn(alarm: DeployedAlarm, points: readonly MetricPoint[]): number | null {
  const { Dimensions = [], MetricName, Metrics = [], Namespace, Period, Statistic } = alarm;
  if (MetricName !== undefined) {
    const Metric = { Namespace: `${Namespace}`, MetricName, Dimensions };
    return statistic({ Metric, Period: Number(Period), Stat: `${Statistic}` }, points);
  }
  const [sum, ...others] = Metrics.flatMap(({ Expression }) => Expression ?? []);
  if (sum === undefined || others.length > 0) throw new RangeError(`Expressions: ${sum}, ${others}`);
  // What stands in for no data is a datum.
  return sum.split(' + ').reduce((total, term) => {
    const [, id, fill] = /^FILL\((\w+), (\d+)\)$/.exec(term) ?? [];
    const stat = Metrics.find(({ Id }) => Id === id)?.MetricStat;
    if (stat === undefined) throw new RangeError(`A term of an expression: ${term}`);
    return total + (statistic(stat, points) ?? Number(fill));
  }, 0);
}

function statistic({ Metric, Stat }: MetricStat, points: readonly MetricPoint[]): number | null {
  const { Dimensions = [], MetricName, Namespace } = Metric;
  // A metric under other dimensions, or under more of them, is another metric.
  const own = key(Dimensions.map(({ Name, Value }) => [Name, Value]));
  const values = points
    .filter(({ name, namespace }) => name === MetricName && namespace === Namespace)
    .filter(({ dimensions }) => key(Object.entries(dimensions)) === own)
    .map(({ value }) => value);
  if (values.length === 0) return null;
  return known(Stat, { Sum: values.reduce((sum, value) => sum + value, 0), Maximum: Math.max(...values) });
}

const key = (pairs: readonly (readonly [string, string])[]): string => JSON.stringify(pairs.toSorted());

function known<Value>(name: string, values: Readonly<Record<string, Value>>): Value {
  const value = values[name];
  if (value === undefined) throw new RangeError(`None of our alarms has ${name}.`);
  return value;
}
