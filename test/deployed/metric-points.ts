import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Deployment } from './deployment.ts';

/** One value of a metric, under the dimensions it was written with. */
export interface MetricPoint {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly value: number;
}

interface EmbeddedMetrics {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
  readonly [member: string]: unknown;
}

/**
 * What CloudWatch makes of lines of a log: the embedded metric format.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedPoints(lines: readonly string[]): MetricPoint[] {
  const entries = lines
    .filter((line) => line.includes('"_aws"'))
    .map((line) => JSON.parse(line) as EmbeddedMetrics);
  return entries.flatMap((entry) =>
    entry._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics, Namespace: namespace }) =>
      Dimensions.flatMap((names) =>
        Metrics.flatMap(({ Name: name }) =>
          [entry[name]].flat().map((value) => ({
            ...{ namespace, name, at: entry._aws.Timestamp, value: Number(value) },
            dimensions: Object.fromEntries(names.map((each) => [each, `${entry[each]}`])),
          })),
        ),
      ),
    ),
  );
}

/** How an execution ended → the metric that Lambda itself writes. */
const ENDS: Readonly<Record<string, string>> = {
  FAILED: 'DurableExecutionFailed',
  TIMED_OUT: 'DurableExecutionTimedOut',
  STOPPED: 'DurableExecutionStopped',
};

/**
 * What Lambda and SQS write of themselves, as far as it says that something is wrong.
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html
 */
export async function servicePoints(
  { aws, deaths, lambda, stack, synthesis }: Deployment,
  at: number,
): Promise<MetricPoint[]> {
  const of = (alias: string) => stack.functions.find((each) => each.alias === alias)?.functionName ?? alias;
  const ofLambda = (name: string, FunctionName: string) => ({
    ...{ namespace: 'AWS/Lambda', name, at, value: 1 },
    dimensions: { FunctionName },
  });
  const sqs = new SQSClient(aws);
  const ids = Object.entries(synthesis.template.Resources).filter(
    ([, { Type }]) => Type === 'AWS::SQS::Queue',
  );
  const queues = ids.map(async ([id]) => {
    const QueueUrl = stack.physical(id);
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    return {
      ...{ namespace: 'AWS/SQS', name: 'ApproximateNumberOfMessagesVisible', at },
      value: Number(Attributes['ApproximateNumberOfMessages']),
      dimensions: { QueueName: `${QueueUrl.split('/').at(-1)}` },
    };
  });
  const points = await Promise.all(queues);
  sqs.destroy();
  return [
    ...points,
    ...deaths.map((functionName) => ofLambda('Errors', functionName)),
    ...lambda.executions.flatMap(({ name, status }) => {
      const metric = ENDS[status ?? ''];
      return metric === undefined ? [] : [ofLambda(metric, of(name))];
    }),
  ];
}
