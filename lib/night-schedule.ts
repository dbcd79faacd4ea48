import { Duration, TimeZone } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Alias, IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkNightCron } from './night-cron.ts';

export interface NightScheduleProps {
  readonly cron: string;
  readonly timeZone: string;
  /** The alias of `plan`: a durable function cannot be called without a version. */
  readonly target: Alias;
  readonly encryptionKey: IKey;
}

/** Starts the night. What cannot be started goes to a queue that an alarm watches. */
export class NightSchedule extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { cron, encryptionKey, target, timeZone }: NightScheduleProps) {
    super(scope, id);
    checkNightCron(cron, new Date().getUTCFullYear());
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: encryptionKey,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    new Schedule(this, 'Schedule', {
      description: 'Starts the night of Patrol',
      schedule: ScheduleExpression.expression(`cron(${cron})`, TimeZone.of(timeZone)),
      timeWindow: TimeWindow.flexible(Duration.minutes(15)),
      key: encryptionKey,
      target: new LambdaInvoke(target as IFunction, {
        deadLetterQueue: this.deadLetters,
        retryAttempts: 5,
        maxEventAge: Duration.hours(2),
        input: ScheduleTargetInput.fromObject({ scheduled: ContextAttribute.scheduledTime }),
      }),
    });
  }
}
