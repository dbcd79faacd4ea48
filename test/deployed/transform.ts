import type { CloudFormationTemplate } from './synthesis.ts';

type Resources = Record<string, CloudFormationTemplate['Resources'][string]>;

const GONE: ReadonlySet<string> = new Set([
  'AWS::Lambda::Alias',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Url',
  'AWS::SNS::Subscription',
]);

/**
 * The template as moto can create it. moto passes over what it does not know, unless something refers to it; of what
 * Patrol's stack refers to, it does not know these:
 *
 * - `AWS::DynamoDB::GlobalTable`, which CDK makes of TableV2: an `AWS::DynamoDB::Table` with the same keys and indexes.
 *   What is only said of a replica (encryption, restoring, protection) goes with it: test/lib/ asserts that.
 * - `AWS::Lambda::Alias`: whoever refers to one gets the ARN it would have.
 * - `AWS::SecretsManager::Secret`: whoever refers to one gets the ARN of one that was made beside the stack.
 * - `AWS::Lambda::Url`: only an output refers to it, and goes.
 * - What lets SNS call an alias, and makes it do so, goes: the test hands over what SNS would (slack.test.ts).
 *
 * @param secrets logical id → ARN.
 */
export function forMoto(
  template: CloudFormationTemplate,
  secrets: ReadonlyMap<string, string>,
): CloudFormationTemplate {
  const isAlias = ({ Type }: Resources[string]) => Type === 'AWS::Lambda::Alias';
  const all = Object.entries(template.Resources);
  const kept = all.filter(([id, { Type }]) => !GONE.has(Type) && !secrets.has(id));
  const Resources: Resources = Object.fromEntries(
    kept.map(([id, resource]) => [
      id,
      resource.Type === 'AWS::DynamoDB::GlobalTable' ? plainTable(resource) : resource,
    ]),
  );
  const meant: readonly (readonly [string, unknown])[] = [
    ...all.filter(([, resource]) => isAlias(resource)).map(([id, alias]) => [id, arnOfAlias(alias)] as const),
    ...secrets,
  ];
  const text = meant.reduce(
    (json, [id, value]) => json.replaceAll(JSON.stringify({ Ref: id }), JSON.stringify(value)),
    JSON.stringify({ ...template, Resources, Outputs: withoutUrls(template) }),
  );
  return JSON.parse(text) as CloudFormationTemplate;
}

function withoutUrls({ Outputs = {}, Resources }: CloudFormationTemplate): object {
  const urls = Object.keys(Resources).filter((id) => Resources[id]?.Type === 'AWS::Lambda::Url');
  const kept = Object.entries(Outputs).filter(
    ([, output]) => !urls.some((id) => JSON.stringify(output).includes(`"${id}"`)),
  );
  return Object.fromEntries(kept);
}

function plainTable({ Properties, ...resource }: Resources[string]): Resources[string] {
  const { Replicas: _, SSESpecification: __, ...kept } = Properties;
  return { ...resource, Type: 'AWS::DynamoDB::Table', Properties: kept };
}

/** It names its function by reference; the function's ARN is an attribute. */
function arnOfAlias({ Properties }: Resources[string]): object {
  const { Ref } = Properties['FunctionName'] as { readonly Ref: string };
  return { 'Fn::Join': ['', [{ 'Fn::GetAtt': [Ref, 'Arn'] }, `:${Properties['Name']}`]] };
}
