import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ACCOUNT, REGION } from './moto.ts';
import type { Synthesis } from './synthesis.ts';
import { forMoto } from './transform.ts';

/** One function as it is deployed. */
export interface DeployedFunction {
  /** Of the construct: `Scan`. */
  readonly name: string;
  /** As Lambda has it. */
  readonly functionName: string;
  /** Of the alias that callers use. */
  readonly alias: string;
  readonly bundle: string;
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly role: string;
}

export interface Stack {
  readonly functions: readonly DeployedFunction[];
  /** Of the resource whose logical id begins so. @throws {RangeError} when it is not exactly one. */
  physical(logicalId: string): string;
  logical(id: string): string;
}

/** For clients of this process. */
export function awsClientConfig(endpoint: string) {
  return { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
}

/** Creates the synthesised stack in moto's CloudFormation, assets and all. */
export async function createStack(moto: string, synthesis: Synthesis, StackName: string): Promise<Stack> {
  const config = awsClientConfig(moto);
  const secrets = await makeSecrets(config, synthesis, StackName);
  const template = forMoto(synthesis.template, secrets);
  await bootstrap(moto, synthesis);
  const cloudFormation = new CloudFormationClient(config);
  await cloudFormation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(template),
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  if (Stacks[0]?.StackStatus !== 'CREATE_COMPLETE')
    throw new Error(
      `moto did not create the stack: ${Stacks[0]?.StackStatus} ${Stacks[0]?.StackStatusReason}`,
    );
  const { StackResourceSummaries = [] } = await cloudFormation.send(
    new ListStackResourcesCommand({ StackName }),
  );
  const ids = new Map([
    ...StackResourceSummaries.map(
      (each) => [`${each.LogicalResourceId}`, `${each.PhysicalResourceId}`] as const,
    ),
    ...secrets,
  ]);

  const logical = (start: string) => {
    const found = [...ids.keys()].filter((id) => id.startsWith(start));
    if (found.length !== 1) throw new RangeError(`${found.length} resources begin with ${start}: ${found}`);
    return `${found[0]}`;
  };
  const physical = (start: string) => `${ids.get(logical(start))}`;
  const lambda = new LambdaClient(config);
  const described = Object.entries(template.Resources).filter(
    ([, { Type }]) => Type === 'AWS::Lambda::Function',
  );
  const functions = described.map(async ([id, { Metadata = {}, Properties }]) => {
    const { Environment, FunctionArn } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: `${ids.get(id)}` }),
    );
    const [file, handler = ''] = `${Properties['Handler']}`.split('.');
    return {
      name: `${/\/(\w+)\/Function\/Resource$/.exec(`${Metadata['aws:cdk:path']}`)?.[1]}`,
      functionName: `${ids.get(id)}`,
      alias: `${FunctionArn}:live`,
      bundle: join(synthesis.folder, `${Metadata['aws:asset:path']}`, `${file}.mjs`),
      handler,
      environment: Environment?.Variables ?? {},
      role: `${ids.get((Properties['Role'] as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0] ?? '')}`,
    };
  });
  return { functions: await Promise.all(functions), physical, logical };
}

/** What `cdk bootstrap` and the upload of the assets leave in an account. moto looks no further than at the names. */
async function bootstrap(moto: string, { template }: Synthesis): Promise<void> {
  await fetch(moto, {
    method: 'POST',
    headers: {
      'x-amz-target': 'AmazonSSM.PutParameter',
      'content-type': 'application/x-amz-json-1.1',
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/ssm/aws4_request`,
    },
    body: JSON.stringify({
      Name: '/cdk-bootstrap/hnb659fds/version',
      Value: '30',
      Type: 'String',
      Overwrite: true,
    }),
  });
  for (const { Properties, Type } of Object.values(template.Resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const { S3Bucket, S3Key } = Properties['Code'] as { S3Bucket: { 'Fn::Sub': string }; S3Key: string };
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholder.
    const bucket = S3Bucket['Fn::Sub'].replace('${AWS::AccountId}', ACCOUNT);
    await fetch(`${moto}/${bucket}`, { method: 'PUT' });
    await fetch(`${moto}/${bucket}/${S3Key}`, { method: 'PUT', body: 'code' });
  }
}

/** The secrets of the stack, empty as they are deployed: logical id → ARN. */
async function makeSecrets(
  config: ReturnType<typeof awsClientConfig>,
  { template }: Synthesis,
  stackName: string,
): Promise<ReadonlyMap<string, string>> {
  const client = new SecretsManagerClient(config);
  const ids = Object.keys(template.Resources).filter(
    (id) => template.Resources[id]?.Type === 'AWS::SecretsManager::Secret',
  );
  const made = ids.map(async (id) => {
    const { ARN } = await client.send(new CreateSecretCommand({ Name: `${stackName}-${id}` }));
    return [id, `${ARN}`] as const;
  });
  return new Map(await Promise.all(made)) as ReadonlyMap<string, string>;
}
