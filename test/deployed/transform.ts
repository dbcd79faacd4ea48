import type { CloudFormationTemplate } from './synthesis.ts';

type Resources = Record<string, CloudFormationTemplate['Resources'][string]>;

/**
 * The template as moto can create it. moto passes over what it does not know, unless something refers to it; of what
 * Patrol's stack refers to, it knows neither of these two:
 *
 * - `AWS::DynamoDB::GlobalTable`, which CDK makes of TableV2: an `AWS::DynamoDB::Table` with the same keys and indexes.
 *   What is only said of a replica (encryption, restoring, protection) goes with it: test/lib/ asserts that.
 * - `AWS::Lambda::Alias`: whoever refers to one gets the ARN it would have.
 */
export function forMoto(template: CloudFormationTemplate): CloudFormationTemplate {
  const aliases = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Alias');
  const kept = Object.entries(template.Resources).filter(([, { Type }]) => Type !== 'AWS::Lambda::Alias');
  const Resources: Resources = Object.fromEntries(
    kept.map(([id, resource]) => [
      id,
      resource.Type === 'AWS::DynamoDB::GlobalTable' ? plainTable(resource) : resource,
    ]),
  );
  const text = aliases.reduce(
    (json, [id, { Properties }]) =>
      json.replaceAll(
        JSON.stringify({ Ref: id }),
        JSON.stringify({ 'Fn::Join': ['', [arnOf(Properties['FunctionName']), `:${Properties['Name']}`]] }),
      ),
    JSON.stringify({ ...template, Resources }),
  );
  return JSON.parse(text) as CloudFormationTemplate;
}

function plainTable({ Properties, ...resource }: Resources[string]): Resources[string] {
  const { Replicas: _, SSESpecification: __, ...kept } = Properties;
  return { ...resource, Type: 'AWS::DynamoDB::Table', Properties: kept };
}

/** An alias names its function by reference; its ARN is an attribute. */
function arnOf(functionName: unknown): object {
  return { 'Fn::GetAtt': [(functionName as { readonly Ref: string }).Ref, 'Arn'] };
}
