import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { BUTTONS_TABLE_ACTIONS, SLACK_TABLE_ACTIONS } from '../../lib/grants.ts';
import { Patrol } from '../../lib/patrol.ts';
import type { SettingsInput } from '../../lib/settings.ts';

/** Without bundling the functions: bundles.test.ts does that, as npx cdk synth does it. */
function stackOf(settings: SettingsInput, region = 'eu-west-1'): Stack {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  const stack = new Stack(app, 'Test', { env: { account: '111122223333', region } });
  new Patrol(stack, 'Patrol', settings);
  return stack;
}

/** What changes with every line of the functions' code says nothing about the stack. */
function withoutHashes(json: object): unknown {
  const text = JSON.stringify(json)
    .replace(/[0-9a-f]{64}/g, 'hash')
    .replace(/(CurrentVersion)[0-9A-F]{8}[0-9a-f]{32}/g, '$1');
  return JSON.parse(text);
}

const template = Template.fromStack(stackOf({ githubAppId: '123456' }));

describe('the deployed watch', () => {
  it('keeps its history when somebody deletes the stack, encrypted, and restorable to any second', () => {
    template.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expireAt', Enabled: true },
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          }),
        ],
      },
    });
  });

  it('starts every night at the alias of plan, and keeps what it could not start', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(17 2 * * ? *)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      Target: {
        Arn: { Ref: Match.stringLikeRegexp('PlanLive') },
        Input: '{"scheduled":"<aws.scheduler.scheduled-time>"}',
        DeadLetterConfig: Match.anyValue(),
        RetryPolicy: { MaximumRetryAttempts: 5, MaximumEventAgeInSeconds: 7_200 },
      },
    });
  });

  it('runs on Node 24 and arm64, durably, and keeps the versions that may still wait', () => {
    template.resourcePropertiesCountIs(
      'AWS::Lambda::Function',
      { Runtime: 'nodejs24.x', Architectures: ['arm64'], DurableConfig: Match.anyValue(), Timeout: 900 },
      2,
    );
    const versions = Object.values(template.findResources('AWS::Lambda::Version'));
    expect(versions.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Retain', 'Retain']);
  });

  it('holds the App’s key so that it signs and cannot be read', () => {
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      Properties: { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY', Origin: 'EXTERNAL' },
    });
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
    Template.fromStack(stackOf({ githubAppId: '1', appKey: 'secret' })).resourceCountIs(
      'AWS::SecretsManager::Secret',
      1,
    );
  });

  it('signs history with a key that cannot leave, that only the scanning function may use, and that stays', () => {
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      Properties: { KeySpec: 'RSA_3072', KeyUsage: 'SIGN_VERIFY', Origin: Match.absent() },
    });
    const arn = { 'Fn::GetAtt': [Match.stringLikeRegexp('^PatrolSigningKey'), 'Arn'] };
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Scans one organisation',
      Environment: { Variables: Match.objectLike({ PATROL_SIGNING_KEY: arn }) },
    });
    const signers = template.findResources('AWS::IAM::Policy', {
      Properties: {
        PolicyDocument: {
          Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:Sign', Resource: arn })]),
        },
      },
    });
    expect(Object.keys(signers)).toEqual([expect.stringMatching(/^PatrolScan/)]);
  });

  it('pages when no scan was complete for 26 hours, even if there is no data at all', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'CompleteScans',
      EvaluationPeriods: 26,
      Period: 3_600,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      AlarmActions: [{ Ref: Match.stringLikeRegexp('Health') }],
    });
  });

  it('has a section of the runbook for every alarm', () => {
    const runbook = readFileSync('docs/runbook.md', 'utf8');
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
    expect(alarms).toHaveLength(11);
    for (const { Properties } of alarms) {
      const section = /docs\/runbook\.md, (\w+)\./.exec(Properties.AlarmDescription)?.[1];
      expect(runbook).toContain(`\n## ${section}\n`);
    }
  });

  it('makes nothing for Slack that is not asked for', () => {
    template.resourceCountIs('AWS::SNS::Subscription', 0);
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  it('stays as it is', () => {
    expect(withoutHashes(template.toJSON())).toMatchSnapshot();
  });
});

describe('the deployed watch that tells Slack', () => {
  const withSlack = Template.fromStack(
    stackOf({ githubAppId: '123456', slack: { channel: '#security', buttons: true } }),
  );
  const roleOf = (name: string) =>
    Object.entries(withSlack.findResources('AWS::IAM::Policy')).find(([id]) => id.includes(name))?.[1][
      'Properties'
    ].PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[];

  it('calls the alias for every scan, and keeps what SNS could not hand over', () => {
    withSlack.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'lambda',
      TopicArn: { Ref: Match.stringLikeRegexp('ChannelsScans') },
      Endpoint: { Ref: Match.stringLikeRegexp('SlackTellLive') },
      RedrivePolicy: { deadLetterTargetArn: Match.anyValue() },
    });
    withSlack.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'sns.amazonaws.com',
      FunctionName: { Ref: Match.stringLikeRegexp('SlackTellLive') },
    });
    withSlack.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Tells Slack what a scan decided',
      DurableConfig: Match.anyValue(),
      Environment: { Variables: Match.objectLike({ PATROL_SLACK_CHANNEL: '#security' }) },
    });
  });

  it('reserves concurrency for presses where somebody says how much, and for nothing else', () => {
    const reserved = (from: Template) =>
      Object.values(from.findResources('AWS::Lambda::Function')).flatMap(({ Properties }) =>
        'ReservedConcurrentExecutions' in Properties
          ? [[Properties.Description, Properties.ReservedConcurrentExecutions]]
          : [],
      );
    expect(reserved(withSlack)).toEqual([]);
    const slack = { channel: '#security', buttons: true, buttonsReservedConcurrency: 5 };
    expect(reserved(Template.fromStack(stackOf({ githubAppId: '123456', slack })))).toEqual([
      ['Takes what is pressed in Slack', 5],
    ]);
  });

  it('grants it its table actions, its secret, and nothing of GitHub’s or the topics’', () => {
    const actions = roleOf('SlackTell').flatMap(({ Action }) => Action);
    expect(actions.toSorted()).toEqual(
      [
        ...SLACK_TABLE_ACTIONS,
        'kms:Decrypt',
        'kms:GenerateDataKey',
        'secretsmanager:GetSecretValue',
        'xray:PutTelemetryRecords',
        'xray:PutTraceSegments',
      ].toSorted(),
    );
  });

  it('lets the scan read the token only where the policy lets owners be looked up, and makes no address for presses', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'patrol-policy-')), 'patrol.yaml');
    writeFileSync(file, 'version: 1\nowner-lookup: saml\nroutes: [{ name: theirs, to: [owner, slack] }]\n');
    const slack = { channel: '#security' };
    const looking = Template.fromStack(stackOf({ githubAppId: '1', slack, policy: file }));
    rmSync(dirname(file), { recursive: true });
    looking.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Scans one organisation',
      Environment: {
        Variables: Match.objectLike({ PATROL_SLACK_TOKEN: { Ref: Match.stringLikeRegexp('SlackToken') } }),
      },
    });
    const secretsOf = (template: Template) =>
      Object.entries(template.findResources('AWS::IAM::Policy'))
        .filter(([id]) => /^PatrolScan/.test(id))
        .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
        .filter(({ Action }) => Action === 'secretsmanager:GetSecretValue');
    expect(secretsOf(looking)).toEqual([
      expect.objectContaining({ Resource: { Ref: expect.stringMatching(/SlackToken/) } }),
    ]);
    expect(secretsOf(withSlack)).toEqual([]);
    looking.resourceCountIs('AWS::Lambda::Url', 0);
    looking.resourceCountIs('AWS::SecretsManager::Secret', 1);
  });

  it('takes presses at an address that anybody can reach, and answers at once', () => {
    withSlack.hasResourceProperties('AWS::Lambda::Url', {
      AuthType: 'NONE',
      TargetFunctionArn: Match.anyValue(),
      Qualifier: 'live',
    });
    withSlack.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Takes what is pressed in Slack',
      DurableConfig: Match.absent(),
      Timeout: 10,
    });
  });

  it('grants that only what it does with the table, and the signing secret', () => {
    const actions = roleOf('SlackButtons').flatMap(({ Action }) => Action);
    expect(actions.toSorted()).toEqual(
      [
        ...BUTTONS_TABLE_ACTIONS,
        'kms:Decrypt',
        'kms:GenerateDataKey',
        'secretsmanager:GetSecretValue',
        'xray:PutTelemetryRecords',
        'xray:PutTraceSegments',
      ].toSorted(),
    );
  });

  it('keeps the token out of every environment and of the template', () => {
    withSlack.hasResource('AWS::SecretsManager::Secret', {
      DeletionPolicy: 'Retain',
      Properties: { SecretString: Match.absent() },
    });
    withSlack.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({ PATROL_SLACK_TOKEN: { Ref: Match.stringLikeRegexp('SlackToken') } }),
      },
    });
  });

  it('has a section of the runbook for the alarms that it adds', () => {
    const runbook = readFileSync('docs/runbook.md', 'utf8');
    for (const id of ['SlackDeadLetters', 'SlackErrors', 'ButtonsErrors']) {
      withSlack.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmDescription: Match.stringLikeRegexp(`docs/runbook.md, ${id}\\.$`),
      });
      expect(runbook).toContain(`\n## ${id}\n`);
    }
  });
});

describe('a deployment is refused', () => {
  it.each<[string, SettingsInput, string, string]>([
    ['in a region without durable functions', { githubAppId: '1' }, 'me-central-1', 'made on 2026-11-22'],
    [
      'with a schedule that never fires',
      { githubAppId: '1', schedule: '0 2 30 2 ? *' },
      'eu-west-1',
      'never fires',
    ],
    [
      'with no concurrency for presses',
      { githubAppId: '1', slack: { channel: '#security', buttons: true, buttonsReservedConcurrency: 0 } },
      'eu-west-1',
      'patrol.slack.buttonsReservedConcurrency',
    ],
    ['without an App', {} as SettingsInput, 'eu-west-1', 'patrol.githubAppId'],
    [
      'with a Slack channel that is none',
      { githubAppId: '1', slack: { channel: 'security' } },
      'eu-west-1',
      'patrol.slack.channel',
    ],
    [
      'with a token among the settings of Slack',
      { githubAppId: '1', slack: { channel: '#security', token: 'xoxb-1' } as { channel: string } },
      'eu-west-1',
      'token',
    ],
    [
      'with a setting nobody knows',
      { githubAppId: '1', shedule: 'x' } as SettingsInput,
      'eu-west-1',
      'shedule',
    ],
  ])('%s', (_what, settings, region, reason) => {
    expect(() => stackOf(settings, region)).toThrow(reason);
  });

  it('with a policy that is wrong, by file, line and column', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'patrol-')), 'patrol.yaml');
    writeFileSync(path, 'version: 1\nenterprize: {}\n');
    expect(() => stackOf({ githubAppId: '1', policy: path })).toThrow(`${path}:2:1: `);
  });

  it('without a region, with what to give it', () => {
    const stack = new Stack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'Anywhere');
    expect(() => new Patrol(stack, 'Patrol', { githubAppId: '1' })).toThrow(/names no region.*AWS_REGION/);
  });

  it('not in a new region, when somebody knows better', () => {
    expect(() =>
      stackOf({ githubAppId: '1', regionHasDurableFunctions: true }, 'me-central-1'),
    ).not.toThrow();
  });
});
