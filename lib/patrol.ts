import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AppKey } from './app-key.ts';
import { bundledPolicy } from './bundled-policy.ts';
import { Channels } from './channels.ts';
import { requireDurableRegion } from './durable-regions.ts';
import { Encryption } from './encryption.ts';
import { grantPlan, grantScan } from './grants.ts';
import { Memory } from './memory.ts';
import { NightDashboard } from './night-dashboard.ts';
import { NightSchedule } from './night-schedule.ts';
import { PatrolFunction } from './patrol-function.ts';
import { readSettings, type SettingsInput } from './settings.ts';
import { SigningKey } from './signing-key.ts';
import { Slack } from './slack.ts';
import { Watch } from './watch.ts';

const PLAN_MEMORY = 512;

/**
 * The night watch, whole: `new Patrol(this, 'Patrol', { githubAppId: '123456' })` in any stack.
 *
 * @throws {RangeError} when a setting is wrong, the schedule never fires, or the region has no durable functions.
 * @throws {PolicyError} when the policy is wrong, with file, line and column.
 */
export class Patrol extends Construct {
  readonly memory: Memory;
  readonly channels: Channels;

  constructor(scope: Construct, id: string, input: SettingsInput) {
    super(scope, id);
    const settings = readSettings(input);
    requireDurableRegion(Stack.of(this).region, settings.regionHasDurableFunctions);
    const policy = bundledPolicy(settings.policy);

    const { key: encryptionKey } = new Encryption(this, 'Encryption');
    const appKey = new AppKey(this, 'AppKey', { kept: settings.appKey, encryptionKey });
    const signingKey = new SigningKey(this, 'SigningKey');
    this.memory = new Memory(this, 'Memory', { encryptionKey });
    this.channels = new Channels(this, 'Channels', { encryptionKey });

    const common = { encryptionKey, logRetention: settings.logRetentionDays };
    const app = {
      GITHUB_API_URL: settings.githubApiUrl,
      GITHUB_APP_ID: settings.githubAppId,
      PATROL_APP_KEY: appKey.arn,
    };
    const scan = new PatrolFunction(this, 'Scan', {
      ...common,
      entry: 'scan',
      beside: policy.beside,
      description: 'Scans one organisation',
      environment: {
        ...app,
        PATROL_POLICY: policy.name,
        PATROL_SCANS_TOPIC_ARN: this.channels.scans.topicArn,
        PATROL_SIGNING_KEY: signingKey.arn,
        PATROL_SLACK_CHANNEL: settings.slack?.channel ?? '',
        PATROL_SNS_TOPIC_ARN: this.channels.alerts.topicArn,
        PATROL_TABLE: this.memory.table.tableName,
      },
      memorySize: settings.scanMemory,
    });
    const plan = new PatrolFunction(this, 'Plan', {
      ...common,
      entry: 'plan',
      description: 'Scans every organisation, once a night',
      environment: {
        ...app,
        PATROL_ORGANISATIONS: settings.organisations === 'all' ? '' : settings.organisations.join(','),
        PATROL_SCAN_FUNCTION: scan.live.functionArn,
      },
      memorySize: PLAN_MEMORY,
    });
    grantScan(scan.function, {
      appKey,
      key: encryptionKey,
      topics: [this.channels.alerts, this.channels.scans],
      table: this.memory.table,
    });
    signingKey.grantSign(scan.function);
    grantPlan(plan.function, { appKey, scan: scan.live });

    const slack =
      settings.slack === null
        ? null
        : new Slack(this, 'Slack', {
            ...common,
            settings: settings.slack,
            beside: policy.beside,
            people: policy.people,
            environment: {
              GITHUB_API_URL: settings.githubApiUrl,
              PATROL_POLICY: policy.name,
              PATROL_TABLE: this.memory.table.tableName,
            },
            scans: this.channels.scans,
            table: this.memory.table,
          });

    if (policy.looksUpOwners) slack?.letLookUpOwners(scan);

    const { deadLetters } = new NightSchedule(this, 'Night', {
      cron: settings.schedule,
      timeZone: settings.timeZone,
      target: plan.live,
      encryptionKey,
    });
    new Watch(this, 'Watch', {
      health: this.channels.health,
      functions: {
        Plan: plan.function,
        Scan: scan.function,
        ...(slack === null ? {} : { Slack: slack.teller.function }),
        ...(slack?.buttons ? { Buttons: slack.buttons.taker.function } : {}),
      },
      deadLetters,
      slackDeadLetters: slack?.deadLetters ?? null,
    });
    new NightDashboard(this, 'Morning', { scan: scan.function });
  }
}
