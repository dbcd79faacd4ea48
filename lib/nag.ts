import { type App, type Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** Holds the stack against the rules of AWS Solutions: what is not acknowledged here, with a reason, ends the synthesis. */
export function checkWithNag(app: App, stack: Stack): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  for (const [id, reason] of ACKNOWLEDGED) Validations.of(stack).acknowledge({ id, reason });
}

const ACKNOWLEDGED: readonly (readonly [string, string])[] = [
  [
    'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicDurableExecutionRolePolicy]',
    "AWS's own policy for durable functions: it writes logs and checkpoints, and CDK gives it to every one of them.",
  ],
  [
    'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    "AWS's own policy for functions that are not durable: it writes logs, and CDK gives it to every one of them.",
  ],
  [
    'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
    'X-Ray takes traces without a resource: xray:PutTraceSegments and xray:PutTelemetryRecords know no other.',
  ],
  [
    'AwsSolutions::AwsSolutions-SQS3',
    'The queues are themselves the dead-letter queues of the schedule and of a topic; alarms watch them.',
  ],
  [
    'AwsSolutions::AwsSolutions-SMG4',
    'GitHub and Slack hand these keys and tokens out to a person, once: nothing could rotate them by itself.',
  ],
  [
    'CloudFormation-Validate::W3694',
    'A durable function is called by its alias, whose reference is an ARN of a function, too.',
  ],
];
